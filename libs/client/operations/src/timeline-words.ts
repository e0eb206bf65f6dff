import {
  CHANNEL_NAMES,
  MESSAGE_KIND_NAMES,
  type Channel,
  type MessageKind,
  type TimelineEntry,
} from '@daiko/contracts';
import { ERROR_TEXTS, FIELD_ERROR_TEXTS, SIGNED_IN_ERROR_TEXTS } from '@daiko/client-ui';

type Detail = TimelineEntry['detail'];
type Value = Detail[string];

/** Actors without an お客様ID. */
const ACTORS: Record<string, string> = {
  anonymous: 'ログインしていない人',
  system: 'システム',
  provider: '通知の送信会社',
  'command-line': '管理コマンド',
};

/** Words for values in the audit trail. */
const WORDS: Record<string, string> = {
  login_id_reset: 'ログインIDのリセット',
  password_reset: 'パスワードのリセット',
  login_id_change: 'ログインIDの変更',
  password_change: 'パスワードの変更',
  login_id: 'ログインIDの確認',
  password: 'パスワードの再設定',
  setup: 'ログイン情報の設定',
  consolidate: 'ログイン情報の統合',
  consolidation: 'ログイン情報の統合',
  replaced: '同じ端末での新しいログイン',
  surplus: '同時に使える台数を超えたため',
  device: '端末の一覧からのログアウト',
  login_changed: 'ログイン情報が変わったため',
  mail: 'メールのリンク',
  call: '電話の9番',
  add: '追加',
  replace: '変更',
  retire: '削除',
  refused: '却下',
  withdrawn: '取り下げ',
  landline: '固定電話',
  mobile: '携帯電話',
  ip_phone: 'IP電話',
  unreachable_phone: 'PINコードを送れない電話番号',
  email: 'メールアドレス',
};

/** Words for the methods of login. */
const METHODS: Record<string, string> = {
  password: 'パスワード',
  passkey: 'パスキー',
  password_and_passkey: 'パスワードとパスキー',
  password_and_recovery_code: 'パスワードと復旧コード',
  legacy_password: '以前のシステムのパスワード',
};

const word = (value: Value): string => WORDS[String(value)] ?? String(value);
const flag =
  (text: string) =>
  (value: Value): string =>
    value === true ? text : '';
const count =
  (label: string, unit: string) =>
  (value: Value): string =>
    `${label} ${String(value)}${unit}`;

/** The text for each fact of an event. Facts without a line here matter only to technicians. */
const LINES: Record<string, (value: Value) => string> = {
  code: (value) => refusalText(String(value)),
  route: (value) => `操作 ${String(value)}`,
  method: (value) => METHODS[String(value)] ?? String(value),
  purpose: word,
  channel: (value) => CHANNEL_NAMES[String(value) as Channel],
  template: (value) => MESSAGE_KIND_NAMES[String(value) as MessageKind],
  issue: count('', '回目'),
  muted: flag('リセットを停止しているため、PINコードは送られません'),
  by: word,
  action: word,
  kind: word,
  decision: word,
  count: count('対象', '件'),
  left: count('残り', '個'),
  shown: count('表示', '件'),
  customers: count('お客様', '件'),
  dealers: count('上位店', '件'),
  retired: count('止めたログイン情報', '件'),
  requestedBy: (value) => `申請した人 ${String(value)}`,
  parent: (value) => `上位店 ${String(value)}`,
  from: (value) => `変更前 ${String(value)}`,
  to: (value) => `変更後 ${String(value)}`,
  format: (value) => `形式 ${String(value)}`,
  wasFrozen: flag('「それは私ではありません」による停止を解除'),
  wasClosed: flag('PINコードの入力の失敗による停止を解除'),
};

/** The actor in words. */
export function actorText({ actor, actorName }: Pick<TimelineEntry, 'actor' | 'actorName'>): string {
  return ACTORS[actor] ?? (actorName === null ? actor : `${actorName} (${actor})`);
}

/** The further facts of an event, one line for each. */
export function detailLines({ event, detail }: Pick<TimelineEntry, 'event' | 'detail'>): string[] {
  const { reason, ...facts } = detail;
  const why = event === 'session.ended' ? word(reason ?? '') : reason ? `理由 ${String(reason)}` : '';
  const lines = Object.entries(facts).map(([name, value]) =>
    value === null ? '' : (LINES[name]?.(value) ?? ''),
  );
  return [...lines, why].map((line) => line.trim()).filter((line) => line !== '');
}

function refusalText(code: string): string {
  const texts: Partial<Record<string, string>> = {
    ...ERROR_TEXTS,
    ...SIGNED_IN_ERROR_TEXTS,
    ...FIELD_ERROR_TEXTS,
  };
  // Only the first sentence is shown: the rest asks the user to do something, which does not concern a person who
  // reads it later.
  return REFUSALS[code] ?? texts[code]?.split('。')[0] ?? code;
}

const REFUSALS: Partial<Record<string, string>> = {
  'sign_in.refused': 'ログインIDまたはパスワードの間違い',
  'sign_in.ambiguous': 'パスワードは正しく、お客様IDの入力を待っています',
  'sign_in.passkey_required': 'パスワードは正しく、パスキーの確認を待っています',
  'pin.mismatch': 'PINコードの間違い',
};
