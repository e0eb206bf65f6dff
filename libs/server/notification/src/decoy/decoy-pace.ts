import type { Channel, FailureReason } from '@daiko/contracts';

/** When a message passed its steps, in milliseconds after its first attempt; null for steps that it did not pass. */
export interface Pace {
  sent: number | null;
  ringing: number | null;
  answered: number | null;
  delivered: number | null;
  failed: number | null;
  failure: FailureReason | null;
}

/** The usual times of Twilio and mail servers, used before the first real message of a channel. */
export const USUAL_PACE: Record<Channel, Pace> = {
  voice: { sent: 260, ringing: 2_900, answered: 9_800, delivered: 52_000, failed: null, failure: null },
  sms: { sent: 240, ringing: null, answered: null, delivered: 3_200, failed: null, failure: null },
  email: { sent: 620, ringing: null, answered: null, delivered: null, failed: null, failure: null },
};

export const PACE_STEPS = ['sent', 'ringing', 'answered', 'delivered', 'failed'] as const;

/** Failures that happen again each time the same destination is tried. */
export const LASTING_FAILURES: readonly FailureReason[] = ['unreachable', 'refused', 'mailbox_refused'];
