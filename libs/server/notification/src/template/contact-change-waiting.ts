import { PRODUCT_NAME } from '@daiko/contracts';
import { japaneseTime } from './japanese-time';
import { greeting, signature } from './mail-closing';
import type { MailText, MessageFacts, MessageTexts } from './message-facts';

/** Goes to the users who may approve. It contains no sign-in link, and neither the old nor the new contact. */
export const contactChangeWaitingTexts = {
  email: (facts: MessageFacts): MailText => ({
    subject: `連絡先の変更が承認を待っています (${PRODUCT_NAME})`,
    text: [
      ...greeting(facts),
      `${japaneseTime(facts.occurredAt)}に、次のお客様の連絡先の変更が申請されました。`,
      '',
      `お客様ID : ${facts.aboutCustomerId ?? ''}`,
      `お客様名 : ${facts.aboutCustomerName ?? ''}`,
      '',
      'お客様ご本人に、登録済みの連絡先で確かめてから、承認または却下をお願いします。',
      'ログインして「マスタメンテ」の「承認」をご覧ください。ほかにも承認を待っている申請がある場合があります。',
      'このお知らせをお送りするのは、1時間に1通までです。',
      '',
      `照合番号 ${facts.reference}`,
      '',
      ...signature(facts),
    ].join('\n'),
  }),
} satisfies MessageTexts;
