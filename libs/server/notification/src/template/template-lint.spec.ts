import { CHANNELS, type Channel } from '@daiko/contracts';
import { describe, expect, it } from 'vitest';
import { TEMPLATES, type Template } from '../outbox/notification.entity';
import { japaneseTime } from './japanese-time';
import type { MessageFacts } from './message-facts';
import { TEXTS } from './texts';

/** Code units of one SMS in Japanese; one more makes it two, of 67 each, at twice the price. */
const ONE_SMS = 70;
/** What a list of mails on a phone shows. */
const SUBJECT = 60;
/** Bytes of a line that SMTP carries (RFC 5322). */
const LINE = 998;

/** As long as they come: names have 100 characters at most, the last minute of a year needs the most digits. */
const facts: MessageFacts = {
  customerName: '環'.repeat(100),
  customerId: '01058734',
  registeredBy: '(株)環境保全研究所 販売事業本部',
  helpDesk: { role: '上位店', name: '(株)環境保全研究所 販売事業本部', phone: '050-1234-5678' },
  aboutCustomerId: '01058734',
  aboutCustomerName: '境'.repeat(100),
  campaignDeadline: '2027-03-31',
  below: { several: 12, none: 3, invited: 4, bouncing: 1, noPhone: 2 },
  pin: '004217',
  webOtpHost: null,
  linkUrl: `https://daiko.example/reset#t=${'k'.repeat(43)}`,
  notMeUrl: `https://daiko.example/not-me#t=${'m'.repeat(43)}`,
  reference: 'K7-402',
  expiresAt: new Date('2026-12-31T14:59:59Z'),
  occurredAt: new Date('2026-12-31T14:58:59Z'),
  signIn: {
    userAgent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/143.0',
    address: '203.0.113.7',
    isNewDevice: true,
    failuresBefore: 100,
  },
};

/** A message by one channel as its receiver has it: subject and text, text, or sentences. */
function written(template: Template, channel: Channel): string {
  const { email, sms, voice } = TEXTS[template];
  const parts = {
    email: () => Object.values(email?.(facts) ?? {}),
    sms: () => [sms?.(facts) ?? ''],
    voice: () => voice?.(facts) ?? [],
  };
  return parts[channel]().join('\n');
}

const ALL = TEMPLATES.flatMap((template) =>
  CHANNELS.filter((channel) => written(template, channel) !== '').map(
    (channel) => [template, channel, written(template, channel)] as const,
  ),
);
const by = (wanted: Channel) => ALL.filter(([, channel]) => channel === wanted);

describe('every template', () => {
  it.each(TEMPLATES)('%s goes by some channel', (template) => {
    expect(ALL.filter(([other]) => other === template)).not.toEqual([]);
  });

  it.each(ALL)('%s by %s has no gap where a fact should be', (_template, _channel, text) => {
    expect(text).not.toMatch(/undefined|null|NaN|\[object|\$\{/);
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
    expect(text).not.toMatch(/<\/?\w+>/);
  });

  it.each(by('sms'))('%s by %s is one SMS, however long its facts', (_template, _channel, text) => {
    expect(text.length).toBeLessThanOrEqual(ONE_SMS);
  });

  it.each([...by('sms'), ...by('voice')])('%s by %s has no link in it', (_template, _channel, text) => {
    expect(text).not.toMatch(/https?:|www\./);
  });

  it.each([...by('sms'), ...by('voice')])(
    '%s by %s has no 照合番号: the announcement’s text stays as it is',
    (_template, _channel, text) => {
      expect(text).not.toContain('照合番号');
      expect(text).not.toContain(facts.reference);
    },
  );

  it.each(by('email'))('%s by %s has the 照合番号 that the page shows', (_template, _channel, text) => {
    expect(text).toContain(`照合番号 ${facts.reference}`);
  });

  it.each(by('email').filter(([, , text]) => text.includes(facts.linkUrl) || text.includes(facts.pin)))(
    '%s by %s says until when what is in it is good',
    (_template, _channel, text) => {
      expect(text).toContain(japaneseTime(facts.expiresAt));
    },
  );

  it.each(by('email'))('%s by %s has a short subject without a secret', (template) => {
    const subject = TEXTS[template].email?.(facts).subject ?? '';
    expect([...subject].length).toBeGreaterThan(0);
    expect([...subject].length).toBeLessThanOrEqual(SUBJECT);
    expect(subject).not.toMatch(new RegExp(`${facts.pin}|https?:`));
  });

  it.each(by('email'))('%s by %s has lines that every mail server carries', (_template, _channel, text) => {
    const longest = Math.max(...text.split('\n').map((line) => Buffer.byteLength(line)));
    expect(longest).toBeLessThanOrEqual(LINE);
  });

  it.each(by('voice'))('%s by %s is whole sentences, with no PIN in figures', (_template, _channel, text) => {
    for (const sentence of text.split('\n')) expect(sentence).toMatch(/。$/);
    expect(text).not.toContain(facts.pin);
  });
});
