import { PRODUCT_NAME } from '@daiko/contracts';
import { japaneseTime } from './japanese-time';
import { closing, greeting } from './mail-closing';
import type { MessageFacts, MessageTexts } from './message-facts';

function email(facts: MessageFacts): { subject: string; text: string } {
  return {
    subject: `パスワードの再設定 (${PRODUCT_NAME})`,
    text: [
      ...greeting(facts),
      '本人確認ができました。',
      `次のページを${japaneseTime(facts.expiresAt)}までに開き、新しいパスワードを設定してください。`,
      '設定していただくまで、パスワードは変わりません。',
      '',
      facts.linkUrl,
      ...closing(facts),
    ].join('\n'),
  };
}

/** Goes out after the right PIN, with the link to the page where the new password is set. */
export const passwordLinkTexts = { email } satisfies MessageTexts;
