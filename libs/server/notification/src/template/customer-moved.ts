import { PRODUCT_NAME } from '@daiko/contracts';
import { japaneseTime } from './japanese-time';
import { closing, greeting } from './mail-closing';
import type { MailText, MessageFacts, MessageTexts } from './message-facts';

/**
 * Goes to the confirmed mail contacts of a customer who is now below another dealer. That dealer sees the customer.
 */
export const customerMovedTexts = {
  email: (facts: MessageFacts): MailText => ({
    subject: `上位店が変更されました (${PRODUCT_NAME})`,
    text: [
      ...greeting(facts),
      `${japaneseTime(facts.occurredAt)}に、お客様の上位店が変更されました。`,
      '新しい上位店は、ログインして「マイページ」でご確認いただけます。承認を待っていた連絡先の変更は、取り消されました。',
      ...closing(facts),
    ].join('\n'),
  }),
} satisfies MessageTexts;
