import { PRODUCT_NAME } from '@daiko/contracts';
import { japaneseTime } from './japanese-time';
import { closing, greeting } from './mail-closing';
import type { MailText, MessageFacts, MessageTexts } from './message-facts';

/**
 * Goes to the address that was confirmed last, when there were too many wrong passwords. A password without anything
 * else no longer opens the login from an unknown browser.
 */
export const passwordClosedTexts = {
  email: (facts: MessageFacts): MailText => ({
    subject: `パスワードだけではログインできなくなりました (${PRODUCT_NAME})`,
    text: [
      ...greeting(facts),
      `${japaneseTime(facts.occurredAt)}までに、お客様のログインIDで、パスワードの入力誤りが続きました。`,
      '安全のため、これまでにお使いでない端末では、パスワードだけのログインを止めました。',
      '',
      'これまでにお使いの端末、またはパスキーでは、これまでどおりログインできます。',
      'それ以外の場合は、いつもの方法でログイン画面を開き、「ログインID/パスワードをお忘れの方」からパスワードを再設定してください。',
      ...closing(facts),
    ].join('\n'),
  }),
} satisfies MessageTexts;
