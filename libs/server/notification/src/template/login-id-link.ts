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

/** To the new address: it becomes the login ID when it answers. No name in it: until then it may be a stranger's. */
export const loginIdLinkTexts = { email } satisfies MessageTexts;
