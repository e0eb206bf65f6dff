import { PRODUCT_NAME } from '@daiko/contracts';
import { japaneseTime, shortJapaneseTime } from './japanese-time';
import { closing, greeting } from './mail-closing';
import type { MessageFacts, MessageTexts } from './message-facts';

/** Goes to the contacts that existed before a dealer changed one. It contains neither the old nor the new value. */
export const contactChangedTexts = {
  voice: ({ occurredAt }: MessageFacts): string[] => [
    'こちらは環境保全研究所の代行システムです。',
    `${shortJapaneseTime(occurredAt)}に、お客様の連絡先が、上位店の届け出により変更されました。`,
    'お心当たりがない場合は、9を押してください。',
  ],
  sms: ({ occurredAt }: MessageFacts): string =>
    `環境保全研究所の代行システムです。${shortJapaneseTime(occurredAt)}に連絡先が変更されました。心当たりがなければ本部へご連絡ください。`,
  email: (facts: MessageFacts): { subject: string; text: string } => ({
    subject: `連絡先が変更されました (${PRODUCT_NAME})`,
    text: [
      ...greeting(facts),
      `${japaneseTime(facts.occurredAt)}に、お客様の連絡先(電話番号またはメールアドレス)が、上位店の届け出により変更されました。`,
      '安全のため、新しい連絡先でのログイン情報のリセットは、しばらくの間(通常24時間)できません。',
      ...closing(facts),
    ].join('\n'),
  }),
} satisfies MessageTexts;
