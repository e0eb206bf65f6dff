import { describe, expect, it } from 'vitest';
import { smtpOutcome, smtpTransport } from './smtp';

describe('smtpTransport', () => {
  const transport = smtpTransport;

  it.each(['smtp://mail.example.jp', 'smtp://127.0.0.1.example.jp:25', 'smtp://10.0.0.1'])(
    'gives %s no mail without TLS whose certificate verifies',
    (url) => {
      expect(transport(url)).toMatchObject({
        secure: false,
        requireTLS: true,
        tls: { rejectUnauthorized: true },
      });
    },
  );

  it('speaks TLS from the first byte where the URL says smtps', () => {
    expect(transport('smtps://mail.example.jp')).toMatchObject({
      secure: true,
      port: 465,
      tls: { rejectUnauthorized: true },
    });
  });

  it.each(['smtp://127.0.0.1:2525', 'smtp://localhost:2525', 'smtp://[::1]:2525'])(
    'trusts this machine: %s',
    (url) => {
      expect(transport(url)).toMatchObject({
        port: 2525,
        requireTLS: false,
        tls: { rejectUnauthorized: false },
      });
    },
  );

  it('reads name and password as they were meant', () => {
    expect(transport('smtp://user%40example.jp:p%2Fw@mail.example.jp')).toMatchObject({
      auth: { user: 'user@example.jp', pass: 'p/w' },
    });
  });
});

describe('smtpOutcome', () => {
  const outcome = (error: object) => smtpOutcome(Object.assign(new Error('with an address in it'), error));

  it.each([
    [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }, 'refused', 'mailbox_refused'],
    [{ code: 'EMESSAGE', command: 'DATA', responseCode: 554 }, 'refused', 'mailbox_refused'],
    [{ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550 }, 'refused', 'provider_failed'],
  ])('takes 5xx for final: %j', (error, kind, failure) => {
    expect(outcome(error)).toMatchObject({ kind, failure });
  });

  it.each([
    { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 450 },
    { code: 'ECONNECTION', command: 'CONN', responseCode: 421 },
    { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 },
    { code: 'ETLS', command: 'STARTTLS' },
    { code: 'ESOCKET', command: 'CONN', syscall: 'connect' },
    { code: 'ETIMEDOUT', command: 'CONN', timeoutType: 'GREETING_TIMEOUT' },
  ])('tries later what was certainly not taken: %j', (error) => {
    expect(outcome(error).kind).toBe('later');
  });

  it.each([
    { code: 'ETIMEDOUT', command: 'CONN', timeoutType: 'SOCKET_TIMEOUT' },
    { code: 'ECONNECTION', command: 'CONN' },
    {},
  ])('does not know what became of a mail when the server went silent: %j', (error) => {
    expect(outcome(error).kind).toBe('unknown');
  });

  it('keeps no message of the server, which may quote the address', () => {
    const error = {
      code: 'EENVELOPE',
      command: 'RCPT TO',
      responseCode: 550,
      response: '550 <a@b.jp> unknown',
    };
    expect(JSON.stringify(outcome(error))).not.toContain('a@b.jp');
  });
});
