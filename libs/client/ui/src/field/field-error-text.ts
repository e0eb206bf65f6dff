import type { FieldErrorCode } from '@daiko/contracts';

/** The text shown at a field, with its label. */
export const FIELD_ERROR_TEXTS: Record<FieldErrorCode, string> = {
  'field.required': 'この項目を入力してください。',
  'field.malformed': 'この項目の入力内容を確認してください。',
  'field.unknown': 'この項目は送信できません。画面を再読み込みしてください。',
  'field.too_long': 'この項目の入力を短くしてください。',
  'field.no_letter': '文字を1文字以上入力してください。記号だけでは登録できません。',
  'field.line_break': '改行やタブは使えません。1行で入力してください。',
  'field.bidi_control':
    '文字の向きを変える見えない制御文字が含まれています。消してから、もう一度入力してください。',
  'field.link': '「://」や「www.」は使えません。URLを消してください。',
  'field.private_use': '外字が含まれています。ほかの端末では表示できないため、別の文字で入力してください。',
  'field.unreadable':
    '読み取れない文字(制御文字など)が含まれています。消してから、もう一度入力してください。',
  'customer_id.required': 'お客様IDを入力してください。',
  'customer_id.malformed': 'お客様IDは数字8桁で入力してください。',
  'name.required': 'お名前を入力してください。',
  'kana.required': 'カナを入力してください。',
  'kana.malformed': 'カナはカタカナまたはひらがなで入力してください。',
  'postal_code.required': '郵便番号を入力してください。',
  'postal_code.malformed': '郵便番号は数字7桁で入力してください。',
  'address.required': '住所を入力してください。',
  'birthday.malformed': '生年月日は「1960-04-01」のような形で入力してください。',
  'registration_number.malformed': '登録番号は「T」と数字13桁で入力してください。',
  'registration_number.mistyped':
    '登録番号の数字に誤りがあります。登録通知書の番号をもう一度確認してください。',
  'choice.required': '一覧から選んでください。',
  'parent.unknown': '上位店のお客様IDは、ご自身または下位店のものを入力してください。',
  'parent.too_deep':
    'この上位店の下では、つながりが上限の段数より深くなります。より上の上位店のお客様IDを入力してください。',
  'parent.no_dealer': 'このお客様は上位店になれません。代理店または販売店のお客様IDを入力してください。',
  'parent.not_head_office': '職員の上位店は、本部にしてください。',
  'phone.required': '登録済み電話番号を入力してください。',
  'phone.malformed': '登録済み電話番号は数字で入力してください。',
  'phone.too_short': '登録済み電話番号の桁数が足りません。市外局番から入力してください。',
  'phone.too_long': '登録済み電話番号の桁数が多すぎます。10桁または11桁で入力してください。',
  'phone.foreign': '登録済み電話番号は日本国内の電話番号を入力してください。',
  'email.required': 'メールアドレスを入力してください。',
  'email.malformed': 'メールアドレスは「name@example.com」のような形で入力してください。',
  'email.too_long': 'メールアドレスは254文字以内で入力してください。',
  'email.several': 'メールアドレスは1つだけ入力してください。',
  'email.masked': '「*****」で伏せたメールアドレスは使えません。すべての文字を入力してください。',
  'pin.required': 'PINコードを入力してください。',
  'pin.malformed': 'PINコードは数字6桁で入力してください。',
  'pin.too_short': 'PINコードの桁数が足りません。数字6桁で入力してください。',
  'pin.too_long': 'PINコードの桁数が多すぎます。数字6桁で入力してください。',
  'pin.several': 'PINコードが2つ以上含まれています。最後に届いたPINコードだけを入力してください。',
  'password.required': 'パスワードを入力してください。',
  'password.too_short': 'パスワードは12文字以上で入力してください。',
  'password.too_long': 'パスワードは128文字以内で入力してください。',
  'password.common':
    'このパスワードは、よく使われているか、過去に漏洩したものです。別のパスワードを入力してください。',
  'password.contains_personal':
    'パスワードに、お客様ID・電話番号・メールアドレス・お名前を含めないでください。',
  'password.contains_context': 'パスワードに、当社やこのシステムの名前を含めないでください。',
  'password.same': '現在のパスワードとは別のパスワードを入力してください。',
  'outage_reason.required': '停止する理由を入力してください。',
  'outage_reason.too_long': '停止する理由は100文字以内で入力してください。',
  'file.empty': '空のファイルは送信できません。',
  'file.too_large': '512MBまでにしてください。',
};

/** The texts for a line of text, with its label. @param max maximum length of the line, in characters */
export function lineTexts(label: string, max: number): Partial<Record<FieldErrorCode, string>> {
  return {
    'field.required': `${label}を入力してください。`,
    'field.too_long': `${label}は${max}文字以内で入力してください。`,
    'field.no_letter': `${label}には文字を1文字以上入力してください。記号だけでは登録できません。`,
    'field.line_break': `${label}に改行やタブは使えません。1行で入力してください。`,
    'field.bidi_control': `${label}に、文字の向きを変える見えない制御文字が含まれています。消してから、もう一度入力してください。`,
    'field.link': `${label}に「://」や「www.」は使えません。URLを消してください。`,
    'field.private_use': `${label}に外字が含まれています。ほかの端末では表示できないため、別の文字で入力してください。`,
    'field.unreadable': `${label}に読み取れない文字(制御文字など)が含まれています。消してから、もう一度入力してください。`,
  };
}
