import { MailerService, type MailerOptions } from '@nestjs-modules/mailer';
import { testConfig } from '@daiko/server-testing';
import { createTransport, type TransportOptions } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StrictRelay } from '../../test/strict-relay';
import { TEMPLATES, type Template } from '../outbox/notification.entity';
import { SAMPLE_FACTS } from '../template/message-catalogue';
import { TEXTS } from '../template/texts';
import type { OutgoingMessage, Outcome } from './channel';
import { EmailChannel } from './email';
import { isProvidersFault } from './provider-slots';
import { ehloName, mailerOptions } from './smtp';

const MAILED = TEMPLATES.filter((template) => TEXTS[template].email !== undefined);

describe('mails, at a server that insists on the rules', () => {
  const relay = new StrictRelay();
  let url: string;

  beforeAll(async () => {
    url = await relay.start();
  });
  beforeEach(() => {
    relay.taken.length = 0;
  });
  afterAll(() => relay.stop());

  function mailed(template: Template, settings: Record<string, string> = {}): Promise<Outcome> {
    const config = testConfig({ SMTP_URL: url, PUBLIC_BASE_URL: 'https://daiko.example', ...settings });
    const message = {
      id: '01890000-0000-7000-8000-000000000000',
      template,
      facts: SAMPLE_FACTS,
      destination: 'kankyo@mail.example',
      createdAt: new Date('2026-11-22T07:28:00Z'),
    } as unknown as OutgoingMessage;
    return new EmailChannel(mailerOf(mailerOptions(config)), config, 'first').deliver(message);
  }

  it.each(MAILED)('%s is taken, over TLS, from a host with a name', async (template) => {
    expect(await mailed(template)).toMatchObject({ kind: 'accepted' });
    expect(relay.taken).toMatchObject([{ greetedAs: 'daiko.example', isEncrypted: true }]);
  });

  it.each(MAILED)('%s arrives with CRLF within, as it was written', async (template) => {
    await mailed(template);
    const body = bodyOf(relay.taken[0]!.raw);
    expect(body.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const { text } = TEXTS[template].email!(SAMPLE_FACTS);
    expect(body.replaceAll('\r\n', '\n').trimEnd()).toBe(text.trimEnd());
  });

  it.each(MAILED)('%s has a signature that mail programs know, where it has one', async (template) => {
    await mailed(template);
    const lines = bodyOf(relay.taken[0]!.raw).split('\r\n');
    expect(lines).not.toContain('--');
    expect(lines.filter((line) => line === '-- ')).toHaveLength(1);
  });

  it.each([
    '環境保全研究所(株) 業務代行',
    '環境, 保全; "業務" [代行] : \\ @ (株)',
    'Daiko (K.K.), "Back Office"',
    'Daiko',
  ])('comes from %s', async (name) => {
    await mailed('pin', { MAIL_FROM: `${name} <no-reply@daiko.example>` });
    const from = headerOf(relay.taken[0]!.raw, 'from');
    expect(nameIn(from)).toBe(name);
    expect(from).toMatch(/<no-reply@daiko\.example>$/);
  });

  it('is refused when the greeting has no name, which counts as the server’s fault and raises its alarm', async () => {
    const config = testConfig({ SMTP_URL: url });
    const unnamed = { ...mailerOptions(config) };
    for (const transport of Object.values(unnamed.transports ?? {}))
      (transport as { name: string }).name = '[127.0.0.1]';
    const channel = new EmailChannel(mailerOf(unnamed), config, 'first');
    const outcome = await channel.deliver({
      id: '01890000-0000-7000-8000-000000000000',
      template: 'pin',
      facts: SAMPLE_FACTS,
      destination: 'kankyo@mail.example',
      createdAt: new Date(),
    } as unknown as OutgoingMessage);
    expect(outcome).toMatchObject({ kind: 'later', providerCode: '421' });
    expect(isProvidersFault(outcome)).toBe(true);
  });
});

describe('the name by which mail servers are greeted', () => {
  it.each([
    [{ PUBLIC_BASE_URL: 'https://gyomu.daiko.example' }, 'gyomu.daiko.example'],
    [{ PUBLIC_BASE_URL: 'http://127.0.0.1:3000' }, 'daiko.example'],
    [
      { PUBLIC_BASE_URL: 'http://localhost:3000', MAIL_FROM: '(株) <a@mail.kankyo.example>' },
      'mail.kankyo.example',
    ],
    [{ PUBLIC_BASE_URL: 'https://daiko', MAIL_FROM: 'a@mail.kankyo.example' }, 'mail.kankyo.example'],
    [
      { PUBLIC_BASE_URL: 'https://daiko.example', SMTP_EHLO_NAME: 'out.kankyo.example' },
      'out.kankyo.example',
    ],
  ])('of %j is %s', (settings, name) => {
    expect(ehloName(testConfig(settings))).toBe(name);
  });
});

/** As Nest makes it. */
function mailerOf(options: MailerOptions): MailerService {
  const factory = { createTransport: (transport: unknown) => createTransport(transport as TransportOptions) };
  return new MailerService(options, factory);
}

/** The text of a mail with one part, decoded. */
function bodyOf(raw: string): string {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4);
  const encoding = headerOf(raw, 'content-transfer-encoding').toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  expect(encoding).toBe('quoted-printable');
  return decodeQuoted(body.replaceAll('=\r\n', ''));
}

function headerOf(raw: string, name: string): string {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
}

/** The name of a mailbox: encoded words (RFC 2047), a quoted string or an atom. */
function nameIn(from: string): string {
  const written = from.slice(0, from.lastIndexOf('<')).trim();
  if (written.startsWith('"')) return written.slice(1, -1).replace(/\\(.)/g, '$1');
  return written
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('utf8')
        : decodeQuoted(text.replaceAll('_', ' ')),
    );
}

function decodeQuoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
