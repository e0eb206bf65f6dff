/** Where a string of the announcement is to be read. */
export type Place = 'login' | 'inquiry' | 'login-id' | 'password' | 'choosing' | 'mypage' | 'announcement';

/** A string of the announcement, as PC and スマホ print it. Undefined: not on that screen. */
export interface Verbatim {
  id: string;
  place: Place;
  pc?: string;
  phone?: string;
}

const both = (id: string, place: Place, text: string): Verbatim => ({ id, place, pc: text, phone: text });

/** Character for character from the announcement; the ids are those of the specification. Half-width brackets, colons, `~`. */
export const VERBATIM: readonly Verbatim[] = [
  both('V01', 'login', '環境保全研究所 業務代行クラウドシステム'),
  { id: 'V02 V20', place: 'login', pc: '▼ ログイン', phone: 'ログイン' },
  { id: 'V03 V06', place: 'login', pc: 'ログインID:', phone: 'ログインID' },
  { id: 'V04 V07', place: 'login', pc: 'パスワード:', phone: 'パスワード' },
  {
    id: 'V05 V09',
    place: 'login',
    pc: 'ログインID/パスワードをお忘れの方はこちら',
    phone: 'ログインID/パスワードをお忘れの方',
  },
  both('V08', 'login', 'パスワードを表示'),
  both('V10', 'inquiry', 'お問い合わせ'),
  { id: 'V11 V20', place: 'login-id', pc: '▼ ログインIDのリセット', phone: 'ログインIDのリセット' },
  { id: 'V12 V20', place: 'password', pc: '▼ パスワードのリセット', phone: 'パスワードのリセット' },
  { id: 'V13', place: 'login-id', pc: 'お客様ID:', phone: 'お客様ID' },
  {
    id: 'V14',
    place: 'login-id',
    pc: '登録済み電話番号 (ハイフンなし):',
    phone: '登録済み電話番号 (ハイフンなし)',
  },
  {
    id: 'V14',
    place: 'password',
    pc: '登録済み電話番号 (ハイフンなし):',
    phone: '登録済み電話番号 (ハイフンなし)',
  },
  { id: 'V15', place: 'login-id', pc: 'メールアドレス:', phone: 'メールアドレス' },
  { id: 'V15', place: 'password', pc: 'メールアドレス:', phone: 'メールアドレス' },
  both('V16', 'login-id', '確認'),
  both('V16', 'password', '確認'),
  { id: 'V17 V18', place: 'login-id', pc: 'PINコード(有効時間15分):', phone: 'PINコード (有効時間15分)' },
  { id: 'V17 V18', place: 'password', pc: 'PINコード(有効時間15分):', phone: 'PINコード (有効時間15分)' },
  both('V19', 'login-id', '送信'),
  both('V19', 'password', '送信'),
  both('V30', 'choosing', '通知先選択'),
  both('V31 V35', 'choosing', '****-**-*300 (自動音声)'),
  both('V32 V35', 'choosing', '***-****-*770 (ショートメッセージ)'),
  both('V33 V35', 'choosing', '***-****-*770 (自動音声)'),
  both('V34 V35', 'choosing', 'ka*****@gmail.com (メール)'),
  { id: 'V50', place: 'mypage', pc: 'お客様ID : 01058734' },
  { id: 'V51', place: 'mypage', pc: 'お客様名 : 環境 太郎' },
  { id: 'V52', place: 'mypage', pc: 'ランク : 代理店' },
  {
    id: 'V53',
    place: 'mypage',
    pc: '会員区分 : 会員 上位店 : (株)環境保全研究所 販売事業本部',
  },
  { id: 'V54', place: 'mypage', phone: 'お客様ID:01058734 / 環境 太郎 様' },
  { id: 'V56', place: 'mypage', pc: '▼ マイページ', phone: 'マイページ' },
  ...[
    '連絡可能なメールアドレスを設定してください',
    'お客様毎に設定可能な ログイン情報は1つになります',
    'ご自身でログイン情報のリセットが可能となります',
    'お客様IDが画面上で確認可能となります',
    '目的・内容',
    '今までの流れ',
    '今後の流れ',
    '注意点',
    '連絡可能な実在するメールアドレスをログイン情報として設定していただく必要があります',
    'ご自身でログイン情報を設定していない方は、上位店へログイン情報の登録を依頼してください',
    'お客様毎、設定可能なログイン情報は1つのみとなります',
    '複数ログイン情報を設定している代理店は、ログイン情報を1つにしてください',
    '他社サービスで利用しているパスワードを使いまわさないでください',
    '※不正アクセス防止を目的としています',
    '※他社サービスの情報漏洩により様々な被害が発生する可能性があります',
    'ログイン情報は一切ご案内できなくなります',
    '本人を確認する際に利用するPINコードの通知方法は自動音声、ショートメッセージ、メールのいずれかとなります',
    '制限時間を過ぎたPINコードは無効となりますので、再度PINコードの発行をする必要があります',
    '容易に把握可能とするため、業務代行クラウドシステム画面上部へ常時お客様IDを表示させます',
    'なし',
  ].map((text) => both('A1-A4', 'announcement', text)),
];

/** V55, in this order. */
export const MENU = [
  'マイページ',
  '注文',
  '分析',
  'マスタメンテ',
  'ダウンロード',
  'サイトマップ',
  'ヘルプ',
  'ログアウト',
] as const;

/** The messages, with the PIN and the deadline in their places. */
export const MESSAGES = {
  voice: (spokenPin: string) => [
    'こちらは環境保全研究所の代行システムです。',
    '今からPINコードを案内します。',
    `PINコードは「${spokenPin}」です。`,
    'このPINコードを画面で入力してください。',
  ],
  sms: (pin: string) => [
    '環境保全研究所の代行システムからのご案内です。',
    '今からPINコードを案内します。',
    `PINコードは、「${pin}」になります。`,
  ],
  email: (pin: string, deadline: string) => [
    `現在のお問い合わせ画面で${deadline}までに`,
    '業務代行クラウドシステムへPINコードの入力を行って下さい。',
    `PINコード「${pin}」`,
  ],
};
