import type { AppConfig } from '@daiko/server-platform';
import type { FailureReason } from '@daiko/contracts';
import twilio from 'twilio';
import type { Outcome } from './channel';
import { twilioCredentials, type TwilioCredentials } from './twilio-credentials';

/** Below the 20 s of a lease, whatever the SDK's 30 s say. Milliseconds. */
const REQUEST_TIMEOUT_MS = 10_000;
/** How far a provider's clock may be off ours when its list is searched, in milliseconds. */
const CLOCK_MARGIN = 60_000;

/** How many of a number's latest messages or calls are looked through. Its filters by date leave out what still waits. */
export const LISTED = 50;

/** What Twilio says of a number or a person's wish; everything else that it refuses is between it and us. */
const FAILURE_OF_CODE: Partial<Record<number, FailureReason>> = {
  21211: 'unreachable',
  21214: 'unreachable',
  21217: 'unreachable',
  21614: 'unreachable',
  13224: 'unreachable',
  13225: 'refused',
  21610: 'refused',
};

/** Codes of errors before a request left this machine. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** An account's client: short patience, no retry of its own. */
export class TwilioAccount {
  readonly client: twilio.Twilio;
  readonly fromSms: string;
  readonly fromVoice: string;

  /** @param baseUrl instead of Twilio's, for stand-ins */
  constructor({ sid, token, fromSms, fromVoice }: TwilioCredentials, baseUrl?: string) {
    this.client = twilio(sid, token, { timeout: REQUEST_TIMEOUT_MS, autoRetry: false });
    if (baseUrl) this.client.api.baseUrl = baseUrl;
    this.fromSms = fromSms;
    this.fromVoice = fromVoice;
  }
}

/** The accounts that are configured, each for its slot. */
export function twilioAccounts(config: AppConfig): { first: TwilioAccount; second?: TwilioAccount } {
  const { TWILIO_API_BASE_URL } = config.values;
  const { first, second } = twilioCredentials(config);
  return {
    first: new TwilioAccount(first, TWILIO_API_BASE_URL),
    ...(second && { second: new TwilioAccount(second, TWILIO_API_BASE_URL) }),
  };
}

/** From when on a provider's list has to be searched for a message first tried at `time`. */
export function searchFrom(time: Date): Date {
  return new Date(time.getTime() - CLOCK_MARGIN);
}

/** What the SDK throws: Twilio's answer with its status, or the socket's error without one. */
interface TwilioError {
  status?: number;
  code?: number | string;
}

/** 429 was never processed; other 4xx are final; 5xx and silence may have sent it (Twilio 20429, 20500). */
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
