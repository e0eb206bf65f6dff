import { PRODUCT_NAME } from '@daiko/contracts';
import { greeting, signature } from './mail-closing';
import type { MailText, MessageFacts, MessageTexts } from './message-facts';

// No link to sign in by, and none to say それは私ではありません: nothing has happened to anybody's login.
const ending = ({ reference }: MessageFacts) => ['', `照合番号 ${reference}`, '', ...signature()];

/** To customers whose login is not in order. What it is stands behind the login, not in a mail. */
export const campaignReminderTexts = {
  email: (facts: MessageFacts): MailText => ({
    subject: `ログイン情報のご確認のお願い (${PRODUCT_NAME})`,
    text: [
      ...greeting(facts),
      'お客様のログイン情報に、確認していただきたい点があります。',
      'ログインして、マイページの「要対応」をご覧ください。',
      'ログインできない場合は、ログイン画面の「ログインID/パスワードをお忘れの方」から手続きするか、上位店へご相談ください。',
      '',
      'このメールには、ログイン画面へのリンクはありません。いつもの方法で画面を開いてください。',
      ...ending(facts),
    ].join('\n'),
  }),
} satisfies MessageTexts;

/** To dealers with customers whose login is not in order. */
export const campaignSummaryTexts = {
  email: (facts: MessageFacts): MailText => ({
    subject: `下位店のログイン情報の確認状況 (${PRODUCT_NAME})`,
    text: [
      ...greeting(facts),
      '下位店のお客様に、ログイン情報の確認が済んでいない方がいらっしゃいます。',
      'メールアドレスを確認できているお客様には、確認のお願いをお送りしました。',
      'お客様ごとの状況は、ログインして「マスタメンテ」の「ログイン統合キャンペーン」をご覧ください。',
      '未設定・メール不達のお客様には、メールアドレスの登録をお願いします。',
      ...ending(facts),
    ].join('\n'),
  }),
} satisfies MessageTexts;
