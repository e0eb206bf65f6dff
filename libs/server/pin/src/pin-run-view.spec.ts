import { describe, expect, it } from 'vitest';
import { PinChallenge } from './pin-challenge.entity';
import { stateOf } from './pin-run-view';

const NOW = new Date('2026-11-22T16:43:00+09:00');
const minutesFromNow = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

const stateOfRun = (columns: Partial<PinChallenge>) => {
  const fresh = { doneAt: null, endedAt: null, mailExpiresAt: null, pinExpiresAt: null, attempts: 0 };
  const challenge = Object.assign(new PinChallenge(), fresh, { endsAt: minutesFromNow(30) }, columns);
  return stateOf(challenge, NOW, 5);
};

describe('stateOf', () => {
  it('follows a run from the choice of the destination to the awaited and the expired PIN', () => {
    expect(stateOfRun({})).toBe('choosing');
    expect(stateOfRun({ pinExpiresAt: minutesFromNow(15) })).toBe('waiting');
    expect(stateOfRun({ pinExpiresAt: NOW })).toBe('expired');
  });

  it('ends a run after its time and at its last attempt', () => {
    expect(stateOfRun({ endsAt: NOW })).toBe('ended');
    expect(stateOfRun({ pinExpiresAt: minutesFromNow(15), attempts: 5 })).toBe('locked');
  });

  it('waits for the answer to the mail as long as its link is good, past the time of the run', () => {
    const sent = { endsAt: minutesFromNow(-10), pinExpiresAt: minutesFromNow(-20) };
    expect(stateOfRun({ ...sent, mailExpiresAt: minutesFromNow(1) })).toBe('mail_sent');
    expect(stateOfRun({ ...sent, mailExpiresAt: NOW })).toBe('ended');
  });

  it('is done once the change is made, whatever has expired since', () => {
    expect(stateOfRun({ doneAt: NOW, endedAt: NOW, mailExpiresAt: minutesFromNow(-1) })).toBe('done');
  });
});
