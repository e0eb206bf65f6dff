import { PRODUCT_NAME } from '@daiko/contracts';
import { japaneseTime, shortJapaneseTime } from './japanese-time';
import { closing, greeting } from './mail-closing';
import type { MessageFacts, MessageTexts } from './message-facts';

/** Goes to the future address of the one login. It contains no name: an unconfirmed address may be a stranger's. */
export const consolidationLinkTexts = {
  email: (facts: MessageFacts) => ({
    subject: `ログイン情報を1つにする確認 (${PRODUCT_NAME})`,
    text: [
      'このメールアドレスを、これから使うログインIDとして承りました。',
      `次のページを${japaneseTime(facts.expiresAt)}までに開き、手続きを完了してください。`,
      '完了するまで、現在のログイン情報は変わりません。',
      '',
      facts.linkUrl,
      ...closing(facts),
    ].join('\n'),
  }),
} satisfies MessageTexts;

/** Goes to every contact of the customer, and to the addresses that were login IDs until now. */
export const consolidatedTexts = {
  voice: ({ occurredAt }: MessageFacts): string[] => [
    'こちらは環境保全研究所の代行システムです。',
    `${shortJapaneseTime(occurredAt)}に、お客様のログイン情報が1つに統合されました。`,
    'お心当たりがない場合は、9を押してください。',
  ],
  sms: ({ occurredAt }: MessageFacts): string =>
    `環境保全研究所の代行システムです。${shortJapaneseTime(occurredAt)}にログイン情報を統合しました。心当たりがなければ上位店へご連絡を。`,
  email: (facts: MessageFacts) => ({
    subject: `ログイン情報が1つになりました (${PRODUCT_NAME})`,
    text: [
      ...greeting(facts),
      `${japaneseTime(facts.occurredAt)}に、お客様のログイン情報が1つに統合されました。`,
      'これまでのほかのログインIDは使えません。ログイン中の端末は、すべてログアウトしました。',
      '間違って統合した場合は、30日以内に上位店または職員へご連絡ください。元に戻せます。',
      ...closing(facts),
    ].join('\n'),
  }),
} satisfies MessageTexts;

/** Goes to the upstream dealer. */
export const consolidatedBelowTexts = {
  email: (facts: MessageFacts) => ({
    subject: `下位店のログイン情報が1つになりました (${PRODUCT_NAME})`,
    text: [
      ...greeting(facts),
      `${japaneseTime(facts.occurredAt)}に、次のお客様のログイン情報が1つに統合されました。`,
      '',
      `お客様ID : ${facts.aboutCustomerId ?? ''}`,
      `お客様名 : ${facts.aboutCustomerName ?? ''}`,
      '',
      '間違って統合された場合は、30日以内に職員へご連絡ください。元に戻せます。',
      ...closing(facts),
    ].join('\n'),
  }),
} satisfies MessageTexts;

/** Goes to every contact of the customer after an operator has restored the several logins. */
export const consolidationUndoneTexts = {
  voice: ({ occurredAt }: MessageFacts): string[] => [
    'こちらは環境保全研究所の代行システムです。',
    `${shortJapaneseTime(occurredAt)}に、お客様のログイン情報の統合を、職員が元に戻しました。`,
    'お心当たりがない場合は、9を押してください。',
  ],
  sms: ({ occurredAt }: MessageFacts): string =>
    `環境保全研究所の代行システムです。${shortJapaneseTime(occurredAt)}にログイン情報の統合を元に戻しました。以前のログインIDをご利用ください。`,
  email: (facts: MessageFacts) => ({
    subject: `ログイン情報の統合を元に戻しました (${PRODUCT_NAME})`,
    text: [
      ...greeting(facts),
      `${japaneseTime(facts.occurredAt)}に、お客様のログイン情報の統合を、職員が元に戻しました。`,
      '統合の前にお使いのログインIDが、ふたたび使えます。',
      '統合のあとにログインIDやパスワードを変更した場合は、変更後のものがそのまま有効です。',
      ...closing(facts),
    ].join('\n'),
  }),
} satisfies MessageTexts;
