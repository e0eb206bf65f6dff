import type { AppConfig } from '@daiko/server-platform';
import type { FailureReason } from '@daiko/contracts';
import twilio from 'twilio';
import type { Outcome } from './channel';
import { twilioCredentials, type TwilioCredentials } from './twilio-credentials';

/** Milliseconds. It is below the 20 s of a lease; the default of the SDK is 30 s. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Milliseconds by which the provider's clock may differ from ours when its list is searched. */
const CLOCK_MARGIN = 60_000;

/**
 * How many of the latest messages or calls to a number are searched. Twilio's date filters are not used because they
 * leave out entries that still wait.
 */
export const LISTED = 50;

/** Error codes about a number or the wish of a person. All other refusals are a problem between Twilio and us. */
const FAILURE_OF_CODE: Partial<Record<number, FailureReason>> = {
  21211: 'unreachable',
  21214: 'unreachable',
  21217: 'unreachable',
  21614: 'unreachable',
  13224: 'unreachable',
  13225: 'refused',
  21610: 'refused',
};

/** Codes of errors that happen before a request leaves this machine. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** The client of one account. It has a short time-out and does not retry by itself. */
export class TwilioAccount {
  readonly client: twilio.Twilio;
  readonly fromSms: string;
  readonly fromVoice: string;

  /** @param baseUrl is used instead of Twilio's address, for stand-ins */
  constructor({ sid, token, fromSms, fromVoice }: TwilioCredentials, baseUrl?: string) {
    this.client = twilio(sid, token, { timeout: REQUEST_TIMEOUT_MS, autoRetry: false });
    if (baseUrl) this.client.api.baseUrl = baseUrl;
    this.fromSms = fromSms;
    this.fromVoice = fromVoice;
  }
}

/** The configured accounts, one for each slot. */
export function twilioAccounts(config: AppConfig): { first: TwilioAccount; second?: TwilioAccount } {
  const { TWILIO_API_BASE_URL } = config.values;
  const { first, second } = twilioCredentials(config);
  return {
    first: new TwilioAccount(first, TWILIO_API_BASE_URL),
    ...(second && { second: new TwilioAccount(second, TWILIO_API_BASE_URL) }),
  };
}

/** The time from which the provider's list has to be searched for a message that was first tried at `time`. */
export function searchFrom(time: Date): Date {
  return new Date(time.getTime() - CLOCK_MARGIN);
}

/** What the SDK throws: Twilio's answer with a status, or an error of the socket without a status. */
interface TwilioError {
  status?: number;
  code?: number | string;
}

/**
 * 429 was never processed. Other 4xx are final. After 5xx or no answer the message may be sent (Twilio 20429, 20500).
 */
export function twilioOutcome(thrown: unknown): Outcome {
  const { status, code } = thrown as TwilioError;
  const providerCode = String(code ?? status ?? 'no answer');
  const wasNeverTaken = status === 429 || (status === undefined && NEVER_LEFT.has(providerCode));
  if (wasNeverTaken) return { kind: 'later', providerCode };
  if (status === undefined || status >= 500) return { kind: 'unknown', providerCode };
  return { kind: 'refused', failure: failureOfCode(code), providerCode };
}

function failureOfCode(code: TwilioError['code']): FailureReason {
  return FAILURE_OF_CODE[Number(code)] ?? 'provider_failed';
}
