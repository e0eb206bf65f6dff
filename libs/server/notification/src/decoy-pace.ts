import type { Channel } from '@daiko/contracts';
import type { DecoyStep } from './notification.entity';

/** When a message passed its steps, in milliseconds after it was first tried; null for those it did not pass. */
export interface Pace {
  sent: number | null;
  ringing: number | null;
  answered: number | null;
  delivered: number | null;
  failed: number | null;
  failure: DecoyStep['failure'] | null;
}

/** Before the first real message of a channel: what Twilio and mail servers usually take. */
export const USUAL_PACE: Record<Channel, Pace> = {
  voice: { sent: 260, ringing: 2_900, answered: 9_800, delivered: 52_000, failed: null, failure: null },
  sms: { sent: 240, ringing: null, answered: null, delivered: 3_200, failed: null, failure: null },
  email: { sent: 620, ringing: null, answered: null, delivered: null, failed: null, failure: null },
};

/** While the day's budget of a channel is used up: what becomes of a real message then. */
export const BRAKED_PACE: Pace = {
  sent: null,
  ringing: null,
  answered: null,
  delivered: null,
  failed: 20,
  failure: 'provider_failed',
};

export const PACE_STEPS = ['sent', 'ringing', 'answered', 'delivered', 'failed'] as const;

/** Nobody shall recognise a message's times in a decoy's: each gap is stretched or shrunk by up to this share. */
const JITTER = 0.15;

/**
 * The steps that a decoy will pretend, oldest first, each with the milliseconds after the one before.
 * @param random 0 to 1
 */
export function decoySteps(pace: Pace, random: () => number): DecoyStep[] {
  let passed = 0;
  return PACE_STEPS.flatMap((step) => {
    const at = pace[step];
    if (at === null) return [];
    const gap = Math.max(0, at - passed) * (1 + JITTER * (2 * random() - 1));
    passed = Math.max(passed, at);
    const failure = step === 'failed' ? (pace.failure ?? 'provider_failed') : undefined;
    return [{ step, after: Math.round(gap), failure }];
  });
}
