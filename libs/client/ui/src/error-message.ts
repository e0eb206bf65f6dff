import type { ErrorCode, Problem } from '@daiko/contracts';

const TRY_AGAIN_LATER = 'しばらく待ってから、もう一度お試しください。';
const START_ANEW = 'お問い合わせ画面から、もう一度手続きしてください。';
const SIGN_IN_AGAIN = 'もう一度ログインしてください。';

/** Errors of pages that few open; they have their texts beside them, so that the first page does not carry them. */
export type LaterErrorCode = Extract<ErrorCode, `import.${string}`>;

/** What the reader is told for each error of the API: what to do, in the words of the screen. */
export const ERROR_TEXTS: Record<Exclude<ErrorCode, LaterErrorCode>, string> = {
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
  'session.dealer_required':
    'このページは、下位店のあるお客様が利用できます。メニューから選び直してください。',
  'session.consolidation_required':
    '先にログイン情報を1つにする手続きが必要です。「ログイン情報を1つにする」の画面から進めてください。',
  'session.operator_required': 'この操作ができるのは職員だけです。職員のログインIDでログインしてください。',
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
  'passkey.known': 'このパスキーは、すでに登録されています。一覧を確認してください。',
  'passkey.too_many': 'パスキーは10個まで登録できます。使わないパスキーを削除してから、追加してください。',
  'passkey.unknown':
    'このパスキーは登録されていません。ログインには、ログインIDとパスワードを使ってください。',
  'passkey.step_over': `パスワードを確認してから10分が過ぎました。${SIGN_IN_AGAIN}`,
  'rate_limit.exceeded': `続けて操作できる回数を超えました。${TRY_AGAIN_LATER}`,
  'customer.unknown': '該当するお客様は見つかりません。お客様IDを確認してください。',
  'customer.suspended': 'このお客様は停止中のため、変更できません。職員へご相談ください。',
  'registration.key_reused':
    'この画面の内容は、すでに登録されています。お客様検索で確認してから、新しい画面で登録してください。',
  'postal_code.unknown':
    'この郵便番号の住所は見つかりませんでした。郵便番号を確認するか、住所を入力してください。',
  'login.already_registered':
    'このお客様のログイン用メールアドレスは、ほかの担当者がすでに登録しています。画面を再読み込みして、登録されたメールアドレスを確認してください。',
  'login.changed_meanwhile':
    'このお客様のログイン情報は、この画面を開いたあとに変更されています。画面を再読み込みして確認してください。',
  'login.confirmed':
    'このお客様のログイン情報は設定済みです。メールアドレスの変更は、お客様ご本人に依頼してください。',
  'login.absent': 'ログイン用メールアドレスが登録されていません。先にメールアドレスを登録してください。',
  'login.old_login_exists': '旧システムのログインをお持ちです。ご本人に統合を依頼してください。',
  'contact.unknown': 'この連絡先は、すでに変更または削除されています。画面を再読み込みして確認してください。',
  'contact.on_file': 'この連絡先は、すでにこのお客様に登録されています。別の連絡先を入力してください。',
  'contact.is_login_id':
    'お客様のログインIDになっているメールアドレスです。変更は、お客様ご本人に依頼してください。',
  'contact.change_waiting':
    'このお客様には、承認を待っている変更があります。承認または取り下げのあとに、もう一度お試しください。',
  'contact_change.unknown': 'この申請は見つかりませんでした。承認の一覧から選び直してください。',
  'contact_change.decided': 'この申請は、すでに処理されています。承認の一覧で結果を確認してください。',
  'contact_change.own': 'ご自身の申請は承認できません。ほかの上位店または職員へ承認を依頼してください。',
  'contact_change.not_independent':
    '申請した人から独立していない方は承認できません。ほかの上位店または職員へ依頼してください。',
  'operator.not_waiting': '承認を待っている職員ではありません。画面を更新してください。',
  'operator.not_independent': '職員の登録は、登録した職員から独立した別の職員が承認してください。',
  'recovery.not_independent': '連絡先の変更を申請した人は、再開できません。職員へご依頼ください。',
  'move.cycle': 'ご自身とその下位店は、上位店にできません。別の上位店を選んでください。',
  'move.unchanged': '現在と同じ上位店です。別の上位店を選んでください。',
  'move.too_deep':
    'この上位店の下では、つながりが上限の段数より深くなります。より上の上位店のお客様IDを入力してください。',
  'move.no_dealer': 'このお客様は上位店になれません。代理店や販売店などのお客様IDを入力してください。',
  'move.operator': '職員を、本部の直下から移すことはできません。',
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
  'consolidation.unknown': 'お探しの統合は見つかりませんでした。一覧から選び直してください。',
  'consolidation.final':
    'この統合は、元に戻せる期間(30日)を過ぎたか、すでに元に戻されているため、元に戻すことはできません。',
  'consolidation.address_taken':
    '以前のログインIDが、ほかのお客様に使われています。お客様に新しいメールアドレスの登録を依頼してください。',
  'login_id.unchanged': '現在と同じメールアドレスです。新しいメールアドレスを入力してください。',
  'notification.unknown': 'この通知は見つかりませんでした。一覧を更新してください。',
  'notification.not_resendable': 'この通知は再送できません。有効時間を過ぎたか、すでに送信中です。',
  'outage.open': 'この通知方法は、すでに停止しています。画面を更新してください。',
  'outage.unknown': 'この通知方法は停止していません。画面を更新してください。',
  'webhook.unsigned': 'この操作は受け付けられません。',
  'service.busy': `ほかの操作を待っているため、操作を完了できませんでした。${TRY_AGAIN_LATER}`,
  'service.unavailable': `現在、つながりにくくなっています。${TRY_AGAIN_LATER}`,
  'service.failed': `システムの都合により、操作を完了できませんでした。${TRY_AGAIN_LATER}`,
};

/** The text of an error; of one that its page should have told, that it did not work. */
export function errorText(code: ErrorCode): string {
  return (ERROR_TEXTS as Partial<Record<ErrorCode, string>>)[code] ?? ERROR_TEXTS['service.failed'];
}

/** The text of a problem, with the attempts left and the wait where the API told them. */
export function problemText({ code, attemptsLeft, retryAfterSeconds, loginIdMasked }: Problem): string {
  if (loginIdMasked !== undefined)
    return `このログインIDは統合されました。新しいログインID(${loginIdMasked})をご利用ください。`;
  const text = errorText(code);
  if (attemptsLeft !== undefined && attemptsLeft > 0) return `${text}あと${attemptsLeft}回入力できます。`;
  return retryAfterSeconds === undefined ? text : withWait(text, formatWait(retryAfterSeconds));
}

/** A text that asks to wait says how long. */
function withWait(text: string, wait: string): string {
  const named = text.replace('しばらく待って', `あと${wait}待って`);
  return named === text ? `${text}(あと${wait})` : named;
}

/** `42秒`, `8分`, `1時間1分`; rounded up, by less than a minute: nobody comes back too early. */
export function formatWait(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)}秒`;
  const minutes = Math.ceil(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return `${hours > 0 ? `${hours}時間` : ''}${minutes % 60 > 0 ? `${minutes % 60}分` : ''}`;
}
