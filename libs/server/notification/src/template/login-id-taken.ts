import { PRODUCT_NAME } from '@daiko/contracts';
import { shortJapaneseTime } from './japanese-time';
import { closing, greeting } from './mail-closing';
import type { MessageFacts, MessageTexts } from './message-facts';

/** Goes out instead of a link, so that the page can give the same answer whether or not an address is in use. */
function email(facts: MessageFacts): { subject: string; text: string } {
  return {
    subject: `このメールアドレスは登録済みです (${PRODUCT_NAME})`,
    text: [
      ...greeting(facts),
      `${shortJapaneseTime(facts.occurredAt)}に、このメールアドレスを新しいログインIDとする申し込みがありました。`,
      'このメールアドレスは、すでにお客様のログインIDとして登録されているため、何も変更していません。',
      'ログインできない場合は、お問い合わせ画面の「パスワードのリセット」をご利用ください。',
      ...closing(facts),
    ].join('\n'),
  };
}

/** Goes to the owner of an address that was requested as a new login ID. */
export const loginIdTakenTexts = { email } satisfies MessageTexts;
