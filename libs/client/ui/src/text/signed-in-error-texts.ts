import type { SignedInErrorCode } from './error-message';

/** The text for each error that only pages for logged-in customers can get. */
export const SIGNED_IN_ERROR_TEXTS: Record<SignedInErrorCode, string> = {
  'session.dealer_required':
    'このページは、下位店のあるお客様が利用できます。メニューから選び直してください。',
  'session.operator_required': 'この操作ができるのは職員だけです。職員のログインIDでログインしてください。',
  'passkey.known': 'このパスキーは、すでに登録されています。一覧を確認してください。',
  'passkey.too_many': 'パスキーは10個まで登録できます。使わないパスキーを削除してから、追加してください。',
  'passkey.too_few':
    'パスキーを必須にするには、使えるパスキーが2個以上必要です。パスキーを追加してから、もう一度お試しください。',
  'passkey.required':
    '必須にしている間は、使えるパスキーを2個より少なくできません。先に別のパスキーを追加するか、必須を解除してください。',
  'passkey.already_required': 'パスキーは、すでに必須になっています。画面を再読み込みして確認してください。',
  'passkey.not_required': 'パスキーは必須になっていません。画面を再読み込みして確認してください。',
  'session.passkey_required':
    'この操作には、パスキーでのご本人の確認が必要です。パスキーを登録した端末で、もう一度お試しください。',
  'recovery_code.refused': '復旧コードが違うか、使用済みです。別の復旧コードを入力してください。',
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
  'consolidation.unknown': 'お探しの統合は見つかりませんでした。一覧から選び直してください。',
  'consolidation.final':
    'この統合は、元に戻せる期間(30日)を過ぎたか、すでに元に戻されているため、元に戻すことはできません。',
  'consolidation.address_taken':
    '以前のログインIDが、ほかのお客様に使われています。お客様に新しいメールアドレスの登録を依頼してください。',
  'notification.unknown': 'この通知は見つかりませんでした。一覧を更新してください。',
  'notification.not_resendable': 'この通知は再送できません。有効時間を過ぎたか、すでに送信中です。',
  'outage.open': 'この通知方法は、すでに停止しています。画面を更新してください。',
  'outage.unknown': 'この通知方法は停止していません。画面を更新してください。',
  'webhook.unsigned': 'この操作は受け付けられません。',
  'import.not_yours':
    'ファイルを送信した職員だけが、続きの送信、試し、取り込みをできます。ほかの職員は、ファイルを破棄して送信し直してください。',
  'import.sealed': '試したあとのファイルは変えられません。ファイルを破棄して、もう一度送信してください。',
  'import.under_way': '取り込みが進んでいます。終わるまでお待ちください。',
  'import.upload_open': '送信済みのファイルを、取り込むか取り消してください。',
  'import.unknown': '見つかりません。画面を更新してください。',
  'import.incomplete': '送信が終わっていません。送信し直してください。',
};
