import { PRODUCT_NAME } from '@daiko/contracts';
import { japaneseTime, shortJapaneseTime } from './japanese-time';
import { closing, greeting } from './mail-closing';
import type { MessageFacts, MessageTexts } from './message-facts';

/** The texts say that a passkey was added or removed, when, and how to report that another person did it. */
function passkeyTexts(done: '追加' | '削除', consequence: string) {
  return {
    voice: ({ occurredAt }: MessageFacts): string[] => [
      'こちらは環境保全研究所の代行システムです。',
      `${shortJapaneseTime(occurredAt)}に、お客様のパスキーが${done}されました。`,
      'お心当たりがない場合は、9を押してください。',
    ],
    sms: ({ occurredAt }: MessageFacts): string =>
      `環境保全研究所の代行システムです。${shortJapaneseTime(occurredAt)}にパスキーが${done}されました。心当たりがなければ上位店へご連絡ください。`,
    email: (facts: MessageFacts): { subject: string; text: string } => ({
      subject: `パスキーが${done}されました (${PRODUCT_NAME})`,
      text: [
        ...greeting(facts),
        `${japaneseTime(facts.occurredAt)}に、お客様のログイン情報のパスキーが${done}されました。`,
        consequence,
        ...closing(facts),
      ].join('\n'),
    }),
  } satisfies MessageTexts;
}

export const passkeyAddedTexts = passkeyTexts(
  '追加',
  '次回から、パスキーでもログインできます。パスキーを必須にしていなければ、パスワードでのログインもこれまでどおり使えます。',
);
export const passkeyRemovedTexts = passkeyTexts(
  '削除',
  '削除したパスキーでは、ログインできません。パスキーを必須にしていなければ、パスワードだけでログインできます。',
);
