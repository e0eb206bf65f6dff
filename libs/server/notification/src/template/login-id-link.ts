import { PRODUCT_NAME } from '@daiko/contracts';
import { japaneseTime } from './japanese-time';
import { closing } from './mail-closing';
import type { MessageFacts, MessageTexts } from './message-facts';

function email(facts: MessageFacts): { subject: string; text: string } {
  return {
    subject: `新しいログインIDの確認 (${PRODUCT_NAME})`,
    text: [
      'このメールアドレスを新しいログインIDとして承りました。',
      `次のページを${japaneseTime(facts.expiresAt)}までに開き、確認のボタンを押してください。`,
      '押していただくまで、ログインIDは変わりません。',
      '',
      facts.linkUrl,
      ...closing(facts),
    ].join('\n'),
  };
}

/**
 * Goes to the new address, which becomes the login ID when it is confirmed. The mail contains no name: until then the
 * address may belong to a stranger.
 */
export const loginIdLinkTexts = { email } satisfies MessageTexts;
