import { PRODUCT_NAME } from '@daiko/contracts';
import { japaneseTime, shortJapaneseTime } from './japanese-time';
import { closing, greeting } from './mail-closing';
import type { MessageFacts, MessageTexts } from './message-facts';

/**
 * The texts say what was done with the requirement or its recovery codes, when, and how to report that another person
 * did it.
 */
function requirementTexts(done: string, consequences: readonly string[]) {
  return {
    voice: ({ occurredAt }: MessageFacts): string[] => [
      'こちらは環境保全研究所の代行システムです。',
      `${shortJapaneseTime(occurredAt)}に、お客様の${done}。`,
      'お心当たりがない場合は、9を押してください。',
    ],
    sms: ({ occurredAt }: MessageFacts): string =>
      `環境保全研究所の代行システムです。${shortJapaneseTime(occurredAt)}に${done}。心当たりがなければ上位店へご連絡ください。`,
    email: (facts: MessageFacts): { subject: string; text: string } => ({
      subject: `${done} (${PRODUCT_NAME})`,
      text: [
        ...greeting(facts),
        `${japaneseTime(facts.occurredAt)}に、お客様の${done}。`,
        ...consequences,
        ...closing(facts),
      ].join('\n'),
    }),
  } satisfies MessageTexts;
}

export const passkeyRequiredTexts = requirementTexts('ログインにパスキーが必須になりました', [
  '次回から、どの端末でもパスキーが必要です。パスワードだけではログインできません。',
  'パスキーの端末が手元にないときは、パスワードのあとに復旧コードを入力してください。',
]);
export const passkeyOptionalTexts = requirementTexts('パスキーの必須が解除されました', [
  '次回から、パスワードだけでもログインできます。復旧コードは使えなくなりました。',
]);
export const recoveryCodesMadeTexts = requirementTexts('復旧コードが新しく作られました', [
  '以前の復旧コードは使えません。',
]);
export const recoveryCodeUsedTexts = requirementTexts('ログインに復旧コードが使われました', [
  '使った復旧コードは、もう使えません。パスキーは必須のままです。',
  '端末をなくした場合は、マイページの「ログイン情報」で新しいパスキーを追加し、なくした端末のパスキーを削除してください。',
]);
