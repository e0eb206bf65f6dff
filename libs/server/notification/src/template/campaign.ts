import { PRODUCT_NAME } from '@daiko/contracts';
import type { CauseCounts } from '@daiko/contracts';
import { japaneseDay } from './japanese-time';
import { greeting, signature } from './mail-closing';
import type { MailText, MessageFacts, MessageTexts } from './message-facts';

// These mails have no sign-in link and no link for それは私ではありません, because nothing has happened to a login.
const ending = (facts: MessageFacts) => ['', `照合番号 ${facts.reference}`, '', ...signature(facts)];

/** Goes to customers whose login is not in order. The problem is shown after the login, not in the mail. */
export const campaignReminderTexts = {
  email: (facts: MessageFacts): MailText => ({
    subject: `ログイン情報のご確認のお願い (${PRODUCT_NAME})`,
    text: [
      ...greeting(facts),
      'お客様のログイン情報に、確認していただきたい点があります。',
      `${japaneseDay(facts.campaignDeadline)}までに、次の手続きをお願いします。`,
      '',
      '1. いつもの方法でログインします。',
      '2. マイページの「要対応」に表示されている手続きを進めます。',
      '3. 「要対応」の表示が消えたら完了です。',
      '',
      'ログインできない場合は、ログイン画面の「ログインID/パスワードをお忘れの方」から手続きするか、上位店へご相談ください。',
      '',
      'このメールには、ログイン画面へのリンクはありません。いつもの方法で画面を開いてください。',
      ...ending(facts),
    ].join('\n'),
  }),
} satisfies MessageTexts;

/** Goes to dealers with customers whose login is not in order. */
export const campaignSummaryTexts = {
  email: (facts: MessageFacts): MailText => ({
    subject: `下位店のログイン情報の確認状況 (${PRODUCT_NAME})`,
    text: [
      ...greeting(facts),
      '下位店のお客様に、ログイン情報の確認が済んでいない方がいらっしゃいます。',
      `期限は${japaneseDay(facts.campaignDeadline)}です。`,
      ...countLines(facts.below),
      '',
      'メールアドレスを確認できているお客様には、確認のお願いをお送りしました。',
      'お客様ごとの状況は、ログインして「マスタメンテ」の「ログイン統合キャンペーン」をご覧ください。',
      ...ending(facts),
    ].join('\n'),
  }),
} satisfies MessageTexts;

/** What a dealer should do about each cause. */
const CAUSES: readonly [keyof CauseCounts, string][] = [
  ['several', '複数あり: お客様に、ログインして1つにまとめるようお伝えください。'],
  ['none', '未設定: メールアドレスを登録してください。'],
  ['invited', '確認待ち: 設定メールが届いているか、お客様に確かめてください。'],
  ['bouncing', 'メール不達: 届くメールアドレスをお客様に確かめてください。'],
  ['noPhone', '電話番号なし: 電話番号の登録を申請してください。'],
];

function countLines(below: CauseCounts | null): string[] {
  if (below === null) return [];
  const lines = CAUSES.filter(([cause]) => below[cause] > 0).map(
    ([cause, text]) => `・${text.replace(':', ` ${below[cause]}件:`)}`,
  );
  return lines.length === 0 ? [] : ['', ...lines];
}
