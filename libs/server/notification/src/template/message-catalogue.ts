import type { Channel, MessageFault, MessagePreview } from '@daiko/contracts';
import { TEMPLATES, type Template } from '../outbox/notification.entity';
import { spokenMessage } from '../webhook/twiml';
import { japaneseTime, shortJapaneseTime } from './japanese-time';
import type { MessageFacts, MessageTexts } from './message-facts';
import { TEXTS } from './texts';

/** Sample facts that belong to no customer, for previews of the texts. */
export const SAMPLE_FACTS: MessageFacts = {
  customerName: '環境 太郎',
  customerId: '01058734',
  registeredBy: '(株)環境保全研究所 販売事業本部',
  helpDesk: { role: '上位店', name: '(株)環境保全研究所 販売事業本部', phone: '050-1234-5678' },
  aboutCustomerId: '01058734',
  aboutCustomerName: '環境 花子',
  campaignDeadline: '2027-03-31',
  below: { several: 12, none: 3, invited: 4, bouncing: 1, noPhone: 2 },
  pin: '004217',
  webOtpHost: null,
  linkUrl: 'https://daiko.example/reset#t=abcdefghijklmnopqrstuv',
  notMeUrl: 'https://daiko.example/not-me#t=abcdefghijklmnopqrstuv',
  reference: 'K7-402',
  expiresAt: new Date('2026-11-22T07:43:00Z'),
  occurredAt: new Date('2026-11-22T07:28:00Z'),
  signIn: {
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/143.0.0.0 Safari/537.36',
    address: '203.0.113.7',
    isNewDevice: true,
    failuresBefore: 6,
  },
};

/** Characters of a single SMS with Japanese text, and of each part of a longer one (UCS-2, GSM 03.40). */
const SMS = { single: 70, part: 67 };
/** Characters of the longest SMS in which phones look for a PIN to fill in. */
const WEB_OTP_SMS = 140;
/** Characters of the longest subject that phones show completely. */
const SUBJECT = 40;
/** Characters of the longest reading that people listen to: about 6 characters are spoken in a second. */
const SPOKEN = 30 * 6;
/** Faults in texts of the announcement. These texts are sent character for character, so we must not add anything. */
const ANNOUNCED: Partial<Record<Template, Partial<Record<Channel, readonly MessageFault[]>>>> = {
  pin: { voice: ['deadline_missing'], sms: ['deadline_missing'] },
};

/**
 * Previews of every message on each of its channels, as it goes out.
 * @param readings how often a call reads it
 * @param webOtpHost host that a PIN's SMS names, or null
 */
export function messageCatalogue(readings: number, webOtpHost: string | null): MessagePreview[] {
  const facts = { ...SAMPLE_FACTS, webOtpHost };
  return TEMPLATES.flatMap((kind) => previewsOf(kind, TEXTS[kind], readings, facts));
}

function previewsOf(
  kind: Template,
  { voice, sms, email }: MessageTexts,
  readings: number,
  facts: MessageFacts,
): MessagePreview[] {
  const previews: MessagePreview[] = [];
  if (voice) previews.push(voicePreview(kind, voice(facts), readings));
  if (sms) previews.push(smsPreview(kind, sms(facts), facts.webOtpHost === null ? SMS.single : WEB_OTP_SMS));
  if (email) previews.push(mailPreview(kind, email(facts)));
  return previews;
}

function voicePreview(kind: Template, sentences: string[], readings: number): MessagePreview {
  const text = sentences.join('\n');
  const spoken = spokenForm(spokenMessage(sentences, readings, 'https://daiko.example'));
  return { ...judged(kind, 'voice', text, lengthFault(text, SPOKEN, 'voice_too_long')), spoken };
}

function smsPreview(kind: Template, text: string, most: number): MessagePreview {
  return {
    ...judged(kind, 'sms', text, lengthFault(text, most, 'sms_too_long')),
    segments: smsSegments(text),
  };
}

function mailPreview(kind: Template, { subject, text }: { subject: string; text: string }): MessagePreview {
  const secrets = [SAMPLE_FACTS.pin, SAMPLE_FACTS.linkUrl];
  const faults = [
    ...lengthFault(subject, SUBJECT, 'subject_too_long'),
    ...(secrets.some((secret) => subject.includes(secret)) ? (['secret_in_subject'] as const) : []),
  ];
  return { ...judged(kind, 'email', text, faults), subject };
}

function judged(
  kind: Template,
  channel: Channel,
  text: string,
  found: readonly MessageFault[],
): MessagePreview {
  const all = [...found, ...deadlineFault(kind, text)];
  const exempt = ANNOUNCED[kind]?.[channel] ?? [];
  return {
    kind,
    channel,
    subject: null,
    text,
    spoken: [],
    characters: [...text].length,
    segments: null,
    faults: all.filter((fault) => !exempt.includes(fault)),
    announced: all.filter((fault) => exempt.includes(fault)),
  };
}

function lengthFault(text: string, most: number, fault: MessageFault): MessageFault[] {
  return [...text].length > most ? [fault] : [];
}

/** A message with a PIN or a link must say until when it is valid. */
function deadlineFault(kind: Template, text: string): MessageFault[] {
  const bringsSecret = kind === 'pin' || text.includes(SAMPLE_FACTS.linkUrl);
  const { expiresAt } = SAMPLE_FACTS;
  const says = [japaneseTime(expiresAt), shortJapaneseTime(expiresAt)].some((time) => text.includes(time));
  return bringsSecret && !says ? ['deadline_missing'] : [];
}

/** The number of parts in which a Japanese text is sent and charged. */
export function smsSegments(text: string): number {
  return text.length <= SMS.single ? 1 : Math.ceil(text.length / SMS.part);
}

/** Sentences and pauses in the order in which a call has them. @param twiml as Twilio gets it */
function spokenForm(twiml: string): MessagePreview['spoken'] {
  return [...twiml.matchAll(/<Say[^>]*>([^<]*)<\/Say>|<Pause length="(\d+)"\/>/g)].map(
    ([, sentence, seconds]) =>
      sentence === undefined ? { pause: Number(seconds) } : { say: unescaped(sentence) },
  );
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
