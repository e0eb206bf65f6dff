import type { FailureReason, LoggedNotification } from '@daiko/contracts';

/** The meaning of a provider's code, for the operators: it shows who has to do something about it. */
const CODE_TEXTS: Record<string, string> = {
  '13224': '電話番号が正しくありません',
  '13225': '電話会社がこの番号への発信を止めています',
  '20003': 'Twilioの認証に失敗しました。設定を確認してください',
  '20429': '送信数の上限に達しました。時間をおいて再送します',
  '21211': '電話番号が正しくありません',
  '21214': '電話番号に接続できません',
  '21217': '電話番号が正しくありません',
  '21408': 'この地域への送信が許可されていません。設定を確認してください',
  '21610': '受信者が受信を停止しています',
  '21614': 'ショートメッセージを受け取れない番号です',
  '30003': '電源が入っていないか、圏外です',
  '30004': '受信拒否の設定により届きませんでした',
  '30005': '使われていない番号です',
  '30006': '固定電話など、ショートメッセージを受け取れない番号です',
  '30007': '通信会社が迷惑メッセージと判定しました',
  '30008': '通信会社が理由を示さずに拒否しました',
  '421': 'メールサーバーが混み合っています',
  '450': '宛先のメールボックスが一時的に使えません',
  '451': '宛先のメールサーバーで一時的な障害が起きています',
  '452': '宛先のメールボックスの容量が足りません',
  '550': '宛先のメールボックスがありません',
  '552': '宛先のメールボックスの容量が足りません',
  '554': '宛先のメールサーバーに拒否されました',
  '429': '送信数の上限に達しました。時間をおいて再送します',
  busy: '話し中でした',
  'no-answer': '応答がありませんでした',
  machine: '留守番電話が応答したため、PINコードは再生していません',
  unheard: '応答はありましたが、案内を再生できませんでした',
  'no destination': '送り先が登録されていません',
  'no answer': '送信会社から応答がありません。届いたかを確認して再送します',
  'not asked': '送信会社に確認できません。時間をおいて確認します',
  ECONNREFUSED: '送信会社に接続できません',
  ECONNECTION: 'メールサーバーに接続できません',
  ETIMEDOUT: '送信会社から応答がありません。届いたかを確認して再送します',
  EDNS: 'メールサーバーが見つかりません。設定を確認してください',
  ENOTFOUND: '送信会社が見つかりません。設定を確認してください',
  ETLS: 'メールサーバーと安全に通信できません。証明書を確認してください',
  EAUTH: 'メールサーバーの認証に失敗しました。設定を確認してください',
};

const FAILURE_TEXTS: Record<FailureReason, string> = {
  unreachable: '電波が届かないか、使われていない番号です',
  refused: '受信拒否の設定により届きませんでした',
  busy: '話し中でした',
  no_answer: '応答がありませんでした',
  answering_machine: '留守番電話と判断したため、PINコードは再生していません',
  mailbox_refused: '宛先のメールボックスに拒否されました',
  deadline_passed: '有効時間を過ぎたため、送信をやめました',
  provider_failed: '送信会社で障害が起きています',
};

/** Why a message did not arrive (yet), in plain words followed by the code of the provider; empty if all is well. */
export function causeOf({
  failure,
  providerCode,
}: Pick<LoggedNotification, 'failure' | 'providerCode'>): string {
  if (failure === 'deadline_passed') return FAILURE_TEXTS.deadline_passed;
  const known = providerCode === null ? undefined : CODE_TEXTS[providerCode];
  const text = known ?? (failure === null ? unexplained(providerCode) : FAILURE_TEXTS[failure]);
  return /^\d+$/.test(providerCode ?? '') ? `${text} (${providerCode ?? ''})` : text;
}

function unexplained(providerCode: string | null): string {
  return providerCode === null ? '' : '送信会社で障害が起きています';
}
