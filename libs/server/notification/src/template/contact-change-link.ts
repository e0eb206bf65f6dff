import { PRODUCT_NAME } from '@daiko/contracts';
import { japaneseTime } from './japanese-time';
import { greeting, signature } from './mail-closing';
import type { MailText, MessageFacts, MessageTexts } from './message-facts';

/**
 * Goes to the addresses that the customer confirmed before. The requested change is only shown on the page, so a
 * person who reads this mail does not learn the new number or address.
 */
export const contactChangeLinkTexts = {
  email: (facts: MessageFacts): MailText => ({
    subject: `連絡先の変更のご確認 (${PRODUCT_NAME})`,
    text: [
      ...greeting(facts),
      `${japaneseTime(facts.occurredAt)}に、お客様の連絡先(電話番号またはメールアドレス)の変更が、上位店または職員から申請されました。`,
      `次のページを${japaneseTime(facts.expiresAt)}までに開き、内容と申請した人をお確かめのうえ、「この変更を承認する」または「心当たりがない」を選んでください。`,
      '',
      facts.linkUrl,
      '',
      'ページを開いただけでは、何も変わりません。',
      'お返事がない場合は、ほかの上位店または職員が、お客様に確かめてから判断します。',
      'パスワードやPINコードをお聞きすることはありません。',
      '',
      `照合番号 ${facts.reference}`,
      '',
      ...signature(facts),
    ].join('\n'),
  }),
} satisfies MessageTexts;
