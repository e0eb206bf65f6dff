import type { ErrorCode, Problem } from '@daiko/contracts';
import { formatDate, formatDeadline } from './date-time';

const TRY_AGAIN_LATER = 'しばらく待ってから、もう一度お試しください。';
const START_ANEW = 'お問い合わせ画面から、もう一度手続きしてください。';
const SIGN_IN_AGAIN = 'もう一度ログインしてください。';

/**
 * Errors that only pages for logged-in customers can get. Their texts are loaded with the frame of those pages, so
 * that the login page does not contain them.
 */
export type SignedInErrorCode = Extract<
  ErrorCode,
  | `${'contact' | 'contact_change' | 'import' | 'login' | 'move' | 'notification'}.${string}`
  | `${'operator' | 'outage' | 'postal_code' | 'registration' | 'webhook'}.${string}`
  | 'recovery.not_independent'
  | 'consolidation.unknown'
  | 'consolidation.final'
  | 'consolidation.address_taken'
  | 'session.dealer_required'
  | 'session.operator_required'
  | 'passkey.known'
  | 'passkey.too_many'
  | 'passkey.too_few'
  | 'passkey.required'
  | 'passkey.already_required'
  | 'passkey.not_required'
  | 'session.passkey_required'
  // The page of the passkey has its own text for this error.
  | 'recovery_code.refused'
>;

/** The text for each error that a page without a login can get: what to do, in the words of the screen. */
export const ERROR_TEXTS: Record<Exclude<ErrorCode, SignedInErrorCode>, string> = {
  'request.invalid': '入力した内容を確認してください。',
  'request.malformed': '送信した内容を読み取れませんでした。画面を再読み込みして、もう一度お試しください。',
  'request.too_large': '送信した内容が大きすぎます。内容を短くして、もう一度お試しください。',
  'request.wrong_type': '送信した内容を読み取れませんでした。画面を再読み込みして、もう一度お試しください。',
  'request.cross_site': '別のサイトからの操作は受け付けられません。この画面を開き直してからお試しください。',
  'route.unknown': 'お探しの情報は見つかりませんでした。メニューから選び直してください。',
  'method.not_allowed': 'この操作は受け付けられません。画面を再読み込みして、もう一度お試しください。',
  'session.absent': `ログインしていません。${SIGN_IN_AGAIN}`,
  'session.ended': `安全のため、ログアウトしました。${SIGN_IN_AGAIN}`,
  'session.other_customer': '別のお客様がログインしています。画面を再読み込みして、もう一度お試しください。',
  'session.step_up_required':
    'ご本人の確認がされていないため、まだ実行していません。もう一度お試しください。',
  'session.consolidation_required':
    '先にログイン情報を1つにする手続きが必要です。「ログイン情報を1つにする」の画面から進めてください。',
  'sign_in.refused':
    'ログインIDまたはパスワードが違います。もう一度入力してください。お忘れの場合は、「ログインID/パスワードをお忘れの方」から再設定できます。',
  'sign_in.suspended': 'このログイン情報は停止されています。上位店へお問い合わせください。',
  'sign_in.retired': 'このログインIDは統合されました。新しいログインIDをご利用ください。',
  'sign_in.closed':
    'パスワードの入力誤りが続いたため、この端末ではパスワードだけでログインできません。「ログインID/パスワードをお忘れの方」からパスワードを再設定するか、パスキーでログインしてください。',
  'sign_in.ambiguous':
    '同じログインIDとパスワードのお客様がほかにいます。お客様IDも入力して、もう一度ログインしてください。',
  'sign_in.passkey_required': 'パスワードを確認しました。続けて、パスキーでご本人の確認をしてください。',
  'passkey.refused':
    'パスキーを確認できませんでした。削除したパスキーは使えません。パスワードをお使いください。',
  'passkey.expired': 'パスキーの確認の時間(5分)が過ぎました。もう一度お試しください。',
  'passkey.unknown':
    'このパスキーは登録されていません。ログインには、ログインIDとパスワードを使ってください。',
  'passkey.step_over': `パスワードを確認してから10分が過ぎました。${SIGN_IN_AGAIN}`,
  'rate_limit.exceeded': `続けて操作できる回数を超えました。${TRY_AGAIN_LATER}`,
  'customer.unknown': '該当するお客様は見つかりません。お客様IDを確認してください。',
  'customer.suspended': 'このお客様は停止中のため、変更できません。職員へご相談ください。',
  'pin_run.absent': `手続きが見つかりませんでした。${START_ANEW}`,
  'pin_run.ended': `この手続きは期限切れ、または新しい手続きが始まったため終了しました。${START_ANEW}`,
  'pin_run.wrong_step': '手続きの段階が変わっています。画面を再読み込みして、続きから進めてください。',
  'pin_run.other_purpose': `ほかの手続きが進んでいます。${START_ANEW}`,
  'pin.not_issued': '先に「確認」を押して、PINコードを受け取ってください。',
  'pin.mismatch': 'PINコードが違います。お手元に届いたPINコードをもう一度入力してください。',
  'pin.expired':
    'PINコードの有効時間(15分)を過ぎました。通知先を選んで、もう一度「PINコードを通知する」を押してください。',
  'pin.superseded': '新しいPINコードを発行しています。最後に届いたPINコードを入力してください。',
  'pin.locked': 'PINコードの入力に5回失敗したため、この手続きは終了しました。はじめからやり直してください。',
  'pin.used': 'このPINコードは使用済みです。次に進めない場合は、はじめからやり直してください。',
  'pin.work_required': '確認のための計算が終わりませんでした。もう一度「送信」を押してください。',
  'pin.resend_too_soon': '再送できるまで、もう少しお待ちください。',
  'pin.sends_exhausted': 'PINコードを送れる回数を使い切りました。はじめからやり直してください。',
  'destination.unknown': '通知先を選び直してください。',
  'destination.exhausted': 'この通知先には、今日はこれ以上送れません。別の通知先を選んでください。',
  'destination.outage': '現在、この方法ではPINコードを送れません。別の通知先を選んでください。',
  'recovery.closed': 'ログイン情報のリセットを停止しています。再開については、上位店へご相談ください。',
  'mail_link.unknown':
    'このリンクは確認できませんでした。メールのリンクを、途中で切れないように開き直してください。',
  'mail_link.expired': `このリンクは期限切れです。${START_ANEW}`,
  'mail_link.used': `このリンクは使用済みです。手続きが終わっていない場合は、${START_ANEW}`,
  'mail_link.superseded': '新しいメールをお送りしています。最後に届いたメールのリンクを開いてください。',
  'consolidation.unneeded': '統合するログイン情報はありません。マイページで現在の状態を確認してください。',
  'consolidation.unfit':
    '選んだログイン情報は残せません。別のログイン情報か、新しいメールアドレスを選んでください。',
  'login_id.unchanged': '現在と同じメールアドレスです。新しいメールアドレスを入力してください。',
  'service.busy': `ほかの操作を待っているため、操作を完了できませんでした。${TRY_AGAIN_LATER}`,
  'service.unavailable': `現在、つながりにくくなっています。${TRY_AGAIN_LATER}`,
  'service.failed': `システムの都合により、操作を完了できませんでした。${TRY_AGAIN_LATER}`,
};

const known: Partial<Record<ErrorCode, string>> = { ...ERROR_TEXTS };

/** Adds the texts of further errors; called by the frame that contains them. */
export function addErrorTexts(texts: Readonly<Partial<Record<ErrorCode, string>>>): void {
  Object.assign(known, texts);
}

/** The text of an error; if this page cannot get the error, a text that it did not work. */
export function errorText(code: ErrorCode): string {
  return known[code] ?? ERROR_TEXTS['service.failed'];
}

/** The text of a problem, with the number of attempts left and the end of the wait if the API sent them. */
export function problemText({ code, attemptsLeft, retryAfterSeconds, loginIdMasked }: Problem): string {
  if (loginIdMasked !== undefined)
    return `このログインIDは統合されました。新しいログインID(${loginIdMasked})をご利用ください。`;
  const text = errorText(code);
  if (attemptsLeft !== undefined && attemptsLeft > 0) return `${text}あと${attemptsLeft}回入力できます。`;
  return retryAfterSeconds === undefined ? text : withEnd(text, formatWaitEnd(retryAfterSeconds));
}

/**
 * If a text asks to wait, names the time when the wait ends, because the text may stay on the page for longer than
 * the wait.
 */
function withEnd(text: string, end: string): string {
  const named = text.replace('しばらく待って', `${end}を過ぎて`);
  return named === text ? `${text}(${end}から)` : named;
}

/** `10時35分`, with the date unless it is today, on the clock that the user sees; rounded up to the minute. */
export function formatWaitEnd(seconds: number, now = Date.now()): string {
  const end = new Date(Math.ceil((now + seconds * 1_000) / 60_000) * 60_000).toISOString();
  const day = formatDate(end);
  return `${day === formatDate(new Date(now).toISOString()) ? '' : `${day} `}${formatDeadline(end)}`;
}

/** `42秒`, `8分`, `1時間1分`. Rounded up by less than a minute, so that no user comes back too early. */
export function formatWait(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)}秒`;
  const minutes = Math.ceil(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return `${hours > 0 ? `${hours}時間` : ''}${minutes % 60 > 0 ? `${minutes % 60}分` : ''}`;
}
