import { randomUUID } from 'node:crypto';

/** How a message reached the person. */
export const CHANNELS = ['voice', 'sms', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

/** One mail, SMS or call as its receiver has it. */
export interface InboxMessage {
  id: string;
  channel: Channel;
  /** E.164, or a mail address without quotes around its local part. */
  to: string;
  from: string;
  /** ISO 8601, UTC. */
  receivedAt: string;
  subject?: string;
  /** Of a call: what would be spoken. */
  text: string;
  /** Every http(s) address in the text, in order. */
  links: string[];
  /** The digits of a PIN in the text, spoken ones too: for reading and copying. */
  pin?: string;
  /** Lower-case names; of a mail all its headers, of SMS and voice what the sender asked for. */
  headers: Record<string, string>;
}

/** What somebody asks the inbox for; all that is given must fit. */
export interface InboxFilter {
  channel?: string | undefined;
  to?: string | undefined;
  /** ISO 8601: received at this time or later. */
  since?: string | undefined;
}

/** More than a person scrolls through; without an end a load test would fill the memory. */
const KEPT = 5_000;

/** Every message that was handed over for delivery, newest first. */
export class Inbox {
  private messages: InboxMessage[] = [];

  add(message: Omit<InboxMessage, 'id' | 'receivedAt' | 'links' | 'pin'>): InboxMessage {
    const pin = pinIn(message.text);
    const added: InboxMessage = {
      id: randomUUID(),
      receivedAt: new Date().toISOString(),
      links: linksIn(message.text),
      ...message,
      ...(pin !== undefined && { pin }),
    };
    this.messages = [added, ...this.messages].slice(0, KEPT);
    return added;
  }

  list({ channel, to, since }: InboxFilter = {}): InboxMessage[] {
    const start = since === undefined ? undefined : Date.parse(since);
    return this.messages.filter(
      (message) =>
        (channel === undefined || message.channel === channel) &&
        (to === undefined || message.to.toLowerCase() === to.toLowerCase()) &&
        (start === undefined || Date.parse(message.receivedAt) >= start),
    );
  }

  clear(): void {
    this.messages = [];
  }
}

export function linksIn(text: string): string[] {
  return text.match(/https?:\/\/[^\s<>"「」『』()（）]+/g) ?? [];
}

const SPOKEN_DIGITS = ['ゼロ', 'いち', 'に', 'さん', 'よん', 'ご', 'ろく', 'なな', 'はち', 'きゅう'];

/** The PIN between 「 and 」, written as digits or spoken one by one; undefined when there is none. */
export function pinIn(text: string): string | undefined {
  for (const [, quoted = ''] of text.matchAll(/「([^」]*)」/g)) {
    const words = quoted.split(/[\s、。,.]+/).filter(Boolean);
    const digits = words.map((word) => {
      const spoken = SPOKEN_DIGITS.indexOf(word);
      return spoken < 0 ? word : String(spoken);
    });
    if (/^\d{6}$/.test(digits.join(''))) return digits.join('');
  }
  return undefined;
}
