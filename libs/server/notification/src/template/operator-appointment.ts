import { PRODUCT_NAME } from '@daiko/contracts';
import { japaneseTime } from './japanese-time';
import { greeting, signature } from './mail-closing';
import type { MailText, MessageFacts, MessageTexts } from './message-facts';

function mail(facts: MessageFacts, subject: string, what: string, then: readonly string[]): MailText {
  return {
    subject: `${subject} (${PRODUCT_NAME})`,
    text: [
      ...greeting(facts),
      `${japaneseTime(facts.occurredAt)}に、${what}`,
      '',
      `お客様ID : ${facts.aboutCustomerId ?? ''}`,
      `職員名 : ${facts.aboutCustomerName ?? ''}`,
      '',
      ...then,
      '',
      `照合番号 ${facts.reference}`,
      '',
      ...signature(facts),
    ].join('\n'),
  };
}

/** Goes to the operators, except the new operator and the one who registered it. It contains no sign-in link. */
export const operatorRegisteredTexts = {
  email: (facts: MessageFacts): MailText =>
    mail(facts, '職員の登録がありました', '次の職員が登録されました。', [
      '独立した別の職員が承認するまで、この職員は停止中です。',
      'ログインして「マスタメンテ」の「承認」で内容を確かめ、承認または却下をお願いします。',
      'お心当たりのない登録は、承認せずに、ほかの職員と確認してください。',
    ]),
} satisfies MessageTexts;

/** Goes to the operators, except the new operator and the one who approved it. */
export const operatorApprovedTexts = {
  email: (facts: MessageFacts): MailText =>
    mail(facts, '職員の登録が承認されました', '次の職員の登録が承認されました。', [
      'この職員は、ログイン情報を設定すると、職員として操作できます。',
      'お心当たりがない場合は、すぐにほかの職員と確認してください。登録と承認をした職員は、操作履歴で確認できます。',
    ]),
} satisfies MessageTexts;
