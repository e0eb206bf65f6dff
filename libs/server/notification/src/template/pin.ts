import { PRODUCT_NAME } from '@daiko/contracts';
import { japaneseTime } from './japanese-time';
import { closing } from './mail-closing';
import type { MessageFacts, MessageTexts } from './message-facts';

/** One word per digit, in the form that is easiest to hear over a telephone: し and しち sound like いち. */
const SPOKEN_DIGITS = ['ゼロ', 'いち', 'に', 'さん', 'よん', 'ご', 'ろく', 'なな', 'はち', 'きゅう'];

/** `ゼロ、ゼロ、よん、…`: every voice pauses at 、. */
export function spokenDigits(code: string): string {
  return [...code].map((digit) => SPOKEN_DIGITS[Number(digit)]).join('、');
}

function voice({ pin }: MessageFacts): string[] {
  return [
    'こちらは環境保全研究所の代行システムです。',
    '今からPINコードを案内します。',
    `PINコードは「${spokenDigits(pin)}」です。`,
    'このPINコードを画面で入力してください。',
  ];
}

/**
 * The text of the announcement: 63 characters, one SMS. With a host, the line of "Origin-bound one-time codes
 * delivered via SMS" follows it, so that the browser only fills in the PIN on pages of this host.
 */
function sms({ pin, webOtpHost }: MessageFacts): string {
  return [
    '環境保全研究所の代行システムからのご案内です。',
    '今からPINコードを案内します。',
    `PINコードは、「${pin}」になります。`,
    ...(webOtpHost === null ? [] : [`@${webOtpHost} #${pin}`]),
  ].join('\n');
}

function email(facts: MessageFacts): { subject: string; text: string } {
  return {
    subject: `PINコードのご案内 (${PRODUCT_NAME})`,
    text: [
      `現在のお問い合わせ画面で${japaneseTime(facts.expiresAt)}までに`,
      '業務代行クラウドシステムへPINコードの入力を行って下さい。',
      `PINコード「${facts.pin}」`,
      ...closing(facts),
    ].join('\n'),
  };
}

/** The PIN of 本人確認. These are the texts of the announcement, character for character. */
export const pinTexts = { voice, sms, email } satisfies MessageTexts;
