import type { FailureReason } from '@daiko/contracts';
import { field, type TwilioForm } from './twilio-form';

/** What a report from Twilio says about a message, in our terms. */
export type Progress =
  /** `over`: an answered call ended. Only we know whether the message was said in it. */
  | { step: 'sent' | 'ringing' | 'answered' | 'delivered' | 'over' }
  | { step: 'failed'; failure: FailureReason; providerCode: string };

/** Error codes of SMS delivery (Twilio 30003 to 30008) that mean something to the customer. */
const SMS_FAILURES: Partial<Record<string, FailureReason>> = {
  '30003': 'unreachable',
  '30004': 'refused',
  '30005': 'unreachable',
  '30006': 'unreachable',
  '30007': 'refused',
  '21610': 'refused',
  '21614': 'unreachable',
};

const SMS_STEPS: Partial<Record<string, 'sent' | 'delivered'>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
};

const CALL_STEPS: Partial<Record<string, 'sent' | 'ringing' | 'answered' | 'over'>> = {
  initiated: 'sent',
  ringing: 'ringing',
  'in-progress': 'answered',
  completed: 'over',
};

const CALL_FAILURES: Partial<Record<string, FailureReason>> = {
  busy: 'busy',
  'no-answer': 'no_answer',
  failed: 'unreachable',
  canceled: 'provider_failed',
};

/** @returns undefined for reports without news: queued, accepted, and any status that Twilio may add */
export function readProgress(form: TwilioForm): Progress | undefined {
  const messageStatus = field(form, 'MessageStatus');
  return messageStatus === '' ? callProgress(form) : messageProgress(messageStatus, form);
}

function messageProgress(status: string, form: TwilioForm): Progress | undefined {
  const step = SMS_STEPS[status];
  if (step) return { step };
  if (status !== 'failed' && status !== 'undelivered') return undefined;
  const code = field(form, 'ErrorCode');
  return { step: 'failed', failure: SMS_FAILURES[code] ?? 'provider_failed', providerCode: code || status };
}

function callProgress(form: TwilioForm): Progress | undefined {
  const status = field(form, 'CallStatus');
  const step = CALL_STEPS[status];
  if (step) return { step };
  const failure = CALL_FAILURES[status];
  return failure && { step: 'failed', failure, providerCode: field(form, 'ErrorCode') || status };
}

/**
 * Whether Twilio's answering machine detection supposes a machine: `machine_start` or `fax`. A person is `human`, and
 * `unknown` may be a person.
 */
export function isMachine(form: TwilioForm): boolean {
  return /^(machine|fax)/.test(field(form, 'AnsweredBy'));
}
