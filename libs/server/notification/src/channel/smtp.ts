import type { MailerOptions } from '@nestjs-modules/mailer';
import { domainOf, HOST_NAME, readMailbox, type AppConfig } from '@daiko/server-platform';
import { isIP } from 'node:net';
import type { Outcome } from './channel';

/** Time-outs in milliseconds. Together they stay below the 20 s of a lease. */
const SMTP_TIMEOUTS_MS = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 8_000 };
const SEND_TIMEOUT = 15_000;

/** One transport for each configured mail server, named after its slot. */
export function mailerOptions(config: AppConfig): MailerOptions {
  const { SMTP_URL, SMTP_SECOND_URL } = config.values;
  const name = ehloName(config);
  return {
    transports: {
      first: { ...smtpTransport(SMTP_URL), name },
      ...(SMTP_SECOND_URL && { second: { ...smtpTransport(SMTP_SECOND_URL), name } }),
    },
    sendTimeout: SEND_TIMEOUT,
  };
}

/**
 * The name with which we greet mail servers. Without it nodemailer uses the machine's name. The name of a container
 * has no dot, so nodemailer says `[127.0.0.1]` instead, and strict servers end the conversation with 421.
 */
export function ehloName({ values: { SMTP_EHLO_NAME, PUBLIC_BASE_URL, MAIL_FROM } }: AppConfig): string {
  if (SMTP_EHLO_NAME !== undefined) return SMTP_EHLO_NAME;
  const { hostname } = new URL(PUBLIC_BASE_URL);
  return HOST_NAME.test(hostname) ? hostname : domainOf(readMailbox(MAIL_FROM)?.address ?? '');
}

/**
 * nodemailer's options for SMTP_URL. A server on another machine must offer TLS with a certificate that verifies,
 * either from the first byte (`smtps:`) or by STARTTLS (`smtp:`). A server that does not gets no mail.
 */
export function smtpTransport(smtpUrl: string) {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const local = isLoopback(url.hostname);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !local,
    tls: { rejectUnauthorized: !local, minVersion: 'TLSv1.2' as const },
    auth: url.username
      ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
      : undefined,
    ...SMTP_TIMEOUTS_MS,
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** nodemailer's codes for failures before a message was handed over. */
const NEVER_HANDED_OVER = new Set(['EDNS', 'ETLS', 'EAUTH', 'EREQUIRETLS']);
/** nodemailer's kinds of time-out before the conversation began. */
const NEVER_BEGUN = new Set(['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT']);

/** The properties that nodemailer adds to its errors. */
interface SmtpError {
  code?: string;
  command?: string;
  responseCode?: number;
  syscall?: string;
  timeoutType?: string;
}

/**
 * 4xx means later. 5xx is final, and the mailbox's fault after RCPT TO or DATA. A silent connection means unknown.
 */
export function smtpOutcome(thrown: unknown): Outcome {
  const error = thrown as SmtpError;
  const providerCode = String(error.responseCode ?? error.code ?? 'no answer');
  // A refused login at the mail server is a problem of our settings: messages go out when the settings are right
  // again.
  if (wasNeverHandedOver(error)) return { kind: 'later', providerCode };
  if (error.responseCode === undefined) return { kind: 'unknown', providerCode };
  const isMailbox = error.command === 'RCPT TO' || error.command === 'DATA';
  if (error.responseCode < 500) return { kind: 'later', providerCode, mailbox: isMailbox };
  return { kind: 'refused', failure: isMailbox ? 'mailbox_refused' : 'provider_failed', providerCode };
}

function wasNeverHandedOver({ code, syscall, timeoutType }: SmtpError): boolean {
  return (
    syscall === 'connect' ||
    (code !== undefined && NEVER_HANDED_OVER.has(code)) ||
    (timeoutType !== undefined && NEVER_BEGUN.has(timeoutType))
  );
}
