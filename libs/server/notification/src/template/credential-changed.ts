import { PRODUCT_NAME } from '@daiko/contracts';
import { japaneseTime, shortJapaneseTime } from './japanese-time';
import { closing, greeting } from './mail-closing';
import type { MessageFacts, MessageTexts } from './message-facts';

/**
 * The texts say what changed, when it changed, and how to report that another person did it. They contain neither the
 * old nor the new value.
 */
function changedTexts(what: 'ログインID' | 'パスワード') {
  return {
    voice: ({ occurredAt }: MessageFacts): string[] => [
      'こちらは環境保全研究所の代行システムです。',
      `${shortJapaneseTime(occurredAt)}に、お客様の${what}が変更されました。`,
      'お心当たりがない場合は、9を押してください。',
    ],
    sms: ({ occurredAt }: MessageFacts): string =>
      `環境保全研究所の代行システムです。${shortJapaneseTime(occurredAt)}に${what}が変更されました。心当たりがなければ上位店へご連絡ください。`,
    email: (facts: MessageFacts): { subject: string; text: string } => ({
      subject: `${what}が変更されました (${PRODUCT_NAME})`,
      text: [
        ...greeting(facts),
        `${japaneseTime(facts.occurredAt)}に、お客様の${what}が変更されました。`,
        'ほかの端末は、すべてログアウトしました。',
        ...closing(facts),
      ].join('\n'),
    }),
  } satisfies MessageTexts;
}

export const loginIdChangedTexts = changedTexts('ログインID');
export const passwordChangedTexts = changedTexts('パスワード');
