import { foldKana } from '@daiko/contracts';

export interface Question {
  id: string;
  question: string;
  answer: readonly string[];
  /** Words that people search for but that are neither in the question nor in the answer. */
  keywords: string;
  link?: { label: string; path: string };
}

/** ヘルプ. The first five questions are the ones that help when nothing is found. */
export const QUESTIONS: readonly Question[] = [
  {
    id: 'pin',
    question: 'PINコードが届かない',
    answer: [
      'メール: 迷惑メールのフォルダと、受信許可ドメインの設定を確認してください。許可するドメインは、このページの「問い合わせ先」に表示しています。',
      'ショートメッセージ: 受信拒否の設定、圏外、保存容量を確認してください。',
      '自動音声: 非通知・050番号の着信拒否を解除し、2分ほどお待ちください。発信元の電話番号も「問い合わせ先」に表示しています。',
      '「別の通知先を選ぶ」から、ほかの方法でも受け取れます。ご自身の通知先が表示されていない場合は、お客様IDと電話番号をもう一度確認してください。',
    ],
    keywords: '暗証番号 認証コード SMS 電話 来ない 再送',
  },
  {
    id: 'customer-id',
    question: 'お客様IDはどこで確認できますか',
    answer: [
      'ログイン後の画面上部、納品書、還元額計算書に記載されている8桁の番号です。',
      'スマートフォンでは、画面上部の緑色の帯に表示しています。押すとコピーできます。',
    ],
    keywords: 'どこ 番号 会員番号 わからない 不明',
  },
  {
    id: 'login-id',
    question: 'ログインIDとは何ですか',
    answer: [
      'ログイン情報として設定したメールアドレスです。連絡可能な実在するメールアドレスである必要があります。',
      'お忘れの場合は、お問い合わせ画面の「ログインIDのリセット」で、新しいメールアドレスを設定してください。',
    ],
    keywords: 'ログインID メール アカウント ユーザー名',
    link: { label: 'ログインIDのリセットへ', path: '/inquiry/login-id' },
  },
  {
    id: 'password',
    question: 'パスワードを忘れました',
    answer: [
      'お問い合わせ画面の「パスワードのリセット」で、ご自身で新しいパスワードを設定できます。',
      '上位店や環境保全研究所からパスワードをご案内することはできません。',
    ],
    keywords: '再設定 変更 わからない 紛失',
    link: { label: 'パスワードのリセットへ', path: '/inquiry/password' },
  },
  {
    id: 'contact',
    question: '問い合わせ先はどこですか',
    answer: [
      'ご不明な点は、上位店へお問い合わせください。上位店の名前はログイン後の画面上部に、電話番号はマイページの「お客様情報」とこのページに表示しています。',
      'ログインできない方のために、このページに本部の電話番号を表示しています。',
      'ご自身でログイン情報を設定していない方は、上位店へログイン情報の登録を依頼してください。',
    ],
    keywords: '連絡 電話 サポート 相談 はじめて 登録',
  },
  {
    id: 'passkey',
    question: 'パスキーとは何ですか',
    answer: [
      '指紋、顔、端末の画面ロックでログインする方法です。マイページの「ログイン情報」で登録できます。',
      '登録しても、パスワードでのログインはこれまでどおり使えます。2個以上登録すると、「パスキーを必須にする」を選べます。必須にすると、パスワードだけではログインできなくなり、パスワードを知られても、ほかの人はログインできません。',
      '必須にするときに、復旧コードを10個表示します。パスキーの端末が手元にないときは、パスワードのあとに復旧コードを入力するとログインできます。復旧コードもない場合は、上位店または職員へご連絡ください。職員がご本人と確認して、パスキーの登録を削除します。',
    ],
    keywords: '復旧コード 必須 指紋 顔認証 生体認証 二段階 2段階 多要素 セキュリティキー 端末 紛失',
  },
  {
    id: 'staff',
    question: '退職者がいる場合はどうすればよいですか',
    answer: [
      'ログイン情報は1つのため、削除する必要はありません。退職した方が使えないように、ログインIDもしくはパスワードを変更してください。',
      '変更すると、ログイン中のすべての端末からログアウトします。',
    ],
    keywords: '職員 退職 担当者 引き継ぎ 交代',
    link: { label: 'ログイン情報へ', path: '/mypage/credential' },
  },
  {
    id: 'device',
    question: 'スマートフォンやパソコンを替えました',
    answer: [
      '新しい端末で、これまでと同じログインIDとパスワードを使ってログインしてください。',
      '古い端末は、マイページの「ログイン中の端末」からログアウトできます。電話番号が変わった場合は、上位店へ登録の変更を依頼してください。',
    ],
    keywords: '端末変更 機種変更 携帯 電話番号 紛失',
    link: { label: 'ログイン情報へ', path: '/mypage/credential' },
  },
  {
    id: 'expired',
    question: 'PINコードの有効時間が過ぎました',
    answer: [
      'PINコードの有効時間は15分です。過ぎたPINコードは使えません。通知先を選んで、もう一度「PINコードを通知する」を押してください。',
      '何度か発行した場合は、最後に届いたPINコードを入力してください。',
    ],
    keywords: '期限切れ 無効 15分',
  },
  {
    id: 'not-me',
    question: '身に覚えのないお知らせが届きました',
    answer: [
      'お知らせにあるリンクから「それは私ではありません」を伝えてください。ログイン情報のリセットを止め、上位店へ連絡します。',
      'PINコードは、だれにも教えないでください。職員がPINコードやパスワードをお尋ねすることはありません。',
    ],
    keywords: '不正アクセス 乗っ取り 詐欺 フィッシング 知らない',
  },
];

/** The number of questions that are shown when nothing is found. */
const TOP = 5;
export const TOP_QUESTIONS = QUESTIONS.slice(0, TOP);

/**
 * The questions that contain every word of the search, ignoring width, case and kind of kana; all questions for an
 * empty search.
 */
export function findQuestions(search: string): readonly Question[] {
  const words = foldKana(search).split(' ').filter(Boolean);
  return QUESTIONS.filter((question) => {
    const text = foldKana([question.question, ...question.answer, question.keywords].join(' '));
    return words.every((word) => text.includes(word));
  });
}
