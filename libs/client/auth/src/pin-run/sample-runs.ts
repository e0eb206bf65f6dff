import type { PinRun } from '@daiko/contracts';

export const START = Date.parse('2026-11-22T07:28:00Z');
/** The time this number of seconds after the run began. */
export const at = (seconds: number) => new Date(START + seconds * 1_000).toISOString();

/** A run that has just begun; for tests. */
export function aRun(change: Partial<PinRun> = {}): PinRun {
  return {
    purpose: 'login_id_reset',
    state: 'choosing',
    now: at(0),
    endsAt: at(1_800),
    destinations: [
      { id: 'sms', channel: 'sms', label: '***-****-*770 (ショートメッセージ)', waitSeconds: 0 },
      { id: 'mail', channel: 'email', label: 'ka*****@gmail.com (メール)', waitSeconds: 0 },
    ],
    callers: ['050-1234-5678'],
    mailDomain: 'daiko.example',
    outages: [],
    attemptsLeft: 5,
    sendsLeft: 5,
    pin: null,
    mail: null,
    workRequired: false,
    closure: null,
    ...change,
  };
}

/** A run whose PIN was sent by SMS and is awaited. */
export function aWaitingRun(change: Partial<PinRun> = {}): PinRun {
  const delivery = {
    state: 'queued' as const,
    reason: null,
    steps: [{ state: 'queued' as const, at: at(0) }],
  };
  const pin = {
    destinationId: 'sms',
    channel: 'sms' as const,
    sentTo: '***-****-*770 (ショートメッセージ)',
    expiresAt: at(900),
    reference: 'K7-402',
    issues: 1,
    delivery,
  };
  return aRun({ state: 'waiting', sendsLeft: 4, pin, ...change });
}
