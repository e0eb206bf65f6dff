import * as z from 'zod';
import { readMailbox } from './mailbox';
import { count, hostName } from './setting-kinds';

/** The providers that deliver the messages; part of the settings. */
export const providerSettings = {
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .describe('mail server; TLS is verified unless the host is loopback'),
  SMTP_SECOND_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('mail server that takes over while the first fails'),
  MAIL_FROM: z
    .string()
    .refine((text) => readMailbox(text) !== undefined, 'must be one mailbox: `address` or `name <address>`')
    .default('業務代行クラウドシステム <no-reply@daiko.example>')
    .describe('sender of every mail, one mailbox: address, or name <address>'),
  SMTP_EHLO_NAME: hostName()
    .optional()
    .describe(
      'name by which mail servers are greeted; when unset the host of PUBLIC_BASE_URL, else the domain of MAIL_FROM',
    ),
  TWILIO_ACCOUNT_SID: z.string().min(1).describe('Twilio account for SMS and voice'),
  TWILIO_AUTH_TOKEN: z.string().min(1).describe('its token; also signs the webhooks'),
  TWILIO_FROM_SMS: z.string().min(1).describe('sender of SMS, E.164 or a sender ID'),
  TWILIO_FROM_VOICE: z
    .string()
    .min(1)
    .describe('caller of voice calls, E.164; shown to the customer before the call'),
  TWILIO_SECOND_ACCOUNT_SID: z
    .string()
    .min(1)
    .optional()
    .describe('account that takes over while the first fails; all four of TWILIO_SECOND_* or none'),
  TWILIO_SECOND_AUTH_TOKEN: z.string().min(1).optional().describe('its token'),
  TWILIO_SECOND_FROM_SMS: z.string().min(1).optional().describe('its sender of SMS'),
  TWILIO_SECOND_FROM_VOICE: z.string().min(1).optional().describe('its caller of voice calls'),
  PROVIDER_FAILURES: count(5).describe('failures in a row after which the second provider takes over'),
  PROVIDER_PAUSE_SECONDS: count(30).describe(
    'how long a failing provider is left alone before one message tries it again',
  ),
  BUDGET_SMS_DAILY: count(3_000).describe('SMS a day in all; then none goes out until midnight in Japan'),
  BUDGET_VOICE_DAILY: count(1_500).describe('calls a day in all'),
  BUDGET_DEALER_DAILY: count(300).describe('SMS and calls a day to the customers right below one dealer'),
  BUDGET_PREFIX_DAILY: count(100).describe(
    'SMS and calls a day to numbers that differ in their last four digits only',
  ),
  TWILIO_API_BASE_URL: z.url().optional().describe('for stand-ins only; refused in production'),
};
