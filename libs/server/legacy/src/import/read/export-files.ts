/** The three files of the old system's export, in the order in which they are read. */
export const EXPORT_FILES = ['お客様.csv', '連絡先.csv', 'ログイン.csv'] as const;
export type ExportFile = (typeof EXPORT_FILES)[number];

/** The columns of each file. All of them must exist, in any order. */
export const COLUMNS = {
  'お客様.csv': [
    'お客様ID',
    'お客様名',
    'お客様名カナ',
    '個人法人区分',
    '郵便番号',
    '住所1',
    '住所2',
    'ランク',
    '会員区分',
    '上位店お客様ID',
    '登録番号',
    '登録日',
    '停止',
  ],
  '連絡先.csv': ['お客様ID', '種別', '値', '優先順', '確認日'],
  'ログイン.csv': [
    'お客様ID',
    'ログインID',
    'パスワードハッシュ',
    '利用者名',
    '作成日',
    '最終ログイン日時',
    '停止',
  ],
} as const satisfies Record<ExportFile, readonly string[]>;

/** A row as it is in the file, by column. The cells are not trimmed. */
export type Cells = Readonly<Record<string, string>>;

/** An error in a row, or a note about it. */
export interface Fault {
  column: string;
  reason: Reason;
}

/** Every reason for a line in 取込エラー.csv. `noted`: the row was imported nevertheless. */
export const REASONS = {
  required: ['refused', '値がありません', '値を入力してください'],
  customer_id: ['refused', 'お客様IDの形ではありません', '8桁の数字で入力してください'],
  kind: ['refused', '個人・法人のどちらでもありません', '「個人」または「法人」と入力してください'],
  postal_code: ['refused', '郵便番号の形ではありません', '7桁の数字で入力してください'],
  rank: [
    'refused',
    'ランクがマスタにありません',
    'ランクをマスタに登録するか、登録済みの名前に直してください',
  ],
  member_class: [
    'refused',
    '会員区分がマスタにありません',
    '会員区分をマスタに登録するか、登録済みの名前に直してください',
  ],
  registration_number: ['refused', '登録番号の形ではありません', 'Tと13桁の数字を確認してください'],
  date: ['refused', '日付として読めません', '2019/4/1 または 2019-04-01 の形で入力してください'],
  flag: ['refused', '停止の値を読めません', '空欄または 1 を入力してください'],
  characters: ['refused', '文字化けした文字、または制御文字があります', '元のデータの文字を確認してください'],
  too_long: ['refused', '長すぎます', '短くしてください'],
  kana: ['refused', 'カナとして読めません', 'カタカナまたはひらがなで入力してください'],
  line_break: ['refused', '改行またはタブがあります', '改行とタブを空白に直してください'],
  private_use: ['refused', '外字があります', 'ほかの文字に置き換えてください'],
  link: ['refused', 'URLがあります', 'URLを取り除いてください'],
  no_letter: ['refused', '文字がありません', '記号だけでない値を入力してください'],
  columns: ['refused', '列の数が見出しと合いません', '区切り文字と引用符を確認してください'],
  phone: ['refused', '電話番号として使えません', '市外局番からの番号を確認してください'],
  phone_kind: ['refused', '種別と番号が合いません', '種別(固定電話・携帯電話・FAX)を確認してください'],
  email: ['refused', 'メールアドレスとして使えません', 'メールアドレスを1つだけ入力してください'],
  contact_kind: ['refused', '種別を読めません', '固定電話・携帯電話・メール・FAX のどれかを入力してください'],
  priority: ['refused', '優先順を読めません', '0から999までの数字を入力してください'],
  duplicate: ['refused', '同じお客様IDで内容の違う行があります', '正しい1行だけを残してください'],
  second_root: ['refused', '上位店の空欄は本部だけです', '上位店お客様IDを入力してください'],
  parent_unknown: [
    'refused',
    '上位店が見つかりません',
    '上位店の行を加えるか、上位店お客様IDを確認してください',
  ],
  parent_refused: ['refused', '上位店の行を取り込めないため、取り込めません', '上位店の行を直してください'],
  too_deep: [
    'refused',
    '上位店のつながりが、上限の段数より深くなります',
    '上位店を、より上のお客様に直してください',
  ],
  registered_here: [
    'refused',
    'このシステムで登録したお客様のお客様IDです',
    '以前のシステムのお客様には別のお客様IDを付けるか、このシステムで登録してください',
  ],
  operator_here: ['refused', '職員のお客様IDです', '職員の情報は取り込みでは変更できません'],
  other_customer: [
    'refused',
    '前回取り込んだお客様とお名前も電話番号も違います。別のお客様の可能性があります',
    '同じお客様のときは、このシステムでお名前か電話番号を直してから取り込んでください',
  ],
  operator: ['refused', '職員は取り込みでは登録できません', 'このシステムで登録してください'],
  unforeseen: [
    'refused',
    'システムが受け付けない値があります',
    '理由の欄のエラー番号を、システムの担当者へご連絡ください',
  ],
  cycle: ['refused', '上位店のたどり先が自分に戻ります', '上位店お客様IDを直してください'],
  customer_absent: ['refused', 'お客様.csvにこのお客様IDの行がありません', 'お客様.csvに行を加えてください'],
  customer_refused: [
    'refused',
    'お客様の行を取り込めないため、取り込めません',
    'お客様.csvの行を直してください',
  ],
  duplicate_login: ['refused', '同じログインIDで内容の違う行があります', '正しい1行だけを残してください'],
  hash: [
    'noted',
    'パスワードの形式に対応していません。パスワードなしで取り込みました',
    'お客様はリセットまたは上位店からの設定をご利用ください',
  ],
  unreachable: [
    'noted',
    'PINコードを送れない番号です。連絡先としてだけ取り込みました',
    '必要なら、PINコードを受け取れる電話番号を加えてください',
  ],
  shared_email: [
    'noted',
    '同じメールアドレスのログインIDがほかのお客様にもあります',
    '統合のときに新しいメールアドレスを登録していただきます',
  ],
  parent_registered_here: [
    'noted',
    '上位店はこのシステムで登録したお客様です',
    '上位店お客様IDが正しいことを確認してください',
  ],
  unknown_column: ['noted', '知らない列です。読みませんでした', '必要な列の見出しを確認してください'],
} as const satisfies Record<string, readonly ['refused' | 'noted', string, string]>;
export type Reason = keyof typeof REASONS;
