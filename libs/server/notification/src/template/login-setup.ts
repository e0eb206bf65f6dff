import { PRODUCT_NAME } from '@daiko/contracts';
import { japaneseTime, shortJapaneseTime } from './japanese-time';
import { closing, greeting } from './mail-closing';
import type { MessageFacts, MessageTexts } from './message-facts';

function linkEmail(facts: MessageFacts): { subject: string; text: string } {
  return {
    subject: `ログイン情報の設定のお願い (${PRODUCT_NAME})`,
    text: [
      `${facts.registeredBy ?? '上位店'}が、このメールアドレスをお客様のログインIDとして登録しました。`,
      `お客様ID : ${facts.customerId ?? ''}`,
      '',
      `次のページを${japaneseTime(facts.expiresAt)}までに開き、パスワードを設定してください。`,
      'パスワードは、お客様ご本人だけが決め、上位店や職員が知ることはありません。',
      '',
      facts.linkUrl,
      '',
      '期限を過ぎた場合は、上位店へ設定メールの再送をご依頼ください。',
      ...closing(facts),
    ].join('\n'),
  };
}

/**
 * Goes to the address that a dealer registered. The mail does not contain the customer's name: a dealer can mistype
 * the address, and then it belongs to a stranger.
 */
export const loginSetupLinkTexts = { email: linkEmail } satisfies MessageTexts;

/** Goes to every contact when the login has its first password. It contains neither the address nor the password. */
export const loginSetUpTexts = {
  voice: ({ occurredAt }: MessageFacts): string[] => [
    'こちらは環境保全研究所の代行システムです。',
    `${shortJapaneseTime(occurredAt)}に、お客様のログイン情報が設定されました。`,
    'お心当たりがない場合は、9を押してください。',
  ],
  sms: ({ occurredAt }: MessageFacts): string =>
    `環境保全研究所の代行システムです。${shortJapaneseTime(occurredAt)}にログイン情報が設定されました。心当たりがなければ上位店へご連絡ください。`,
  email: (facts: MessageFacts): { subject: string; text: string } => ({
    subject: `ログイン情報が設定されました (${PRODUCT_NAME})`,
    text: [
      ...greeting(facts),
      `${japaneseTime(facts.occurredAt)}に、お客様のログイン情報が設定されました。`,
      'メールアドレスとパスワードでログインできます。',
      ...closing(facts),
    ].join('\n'),
  }),
} satisfies MessageTexts;
