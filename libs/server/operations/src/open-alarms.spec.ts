import type { ChannelHealth } from '@daiko/contracts';
import type { Alarm } from '@daiko/server-notification';
import { describe, expect, it } from 'vitest';
import { alarmsOf } from './open-alarms';

const NOW = new Date('2026-11-22T07:30:00Z');
const health = (channel: ChannelHealth['channel'], oldestPinSeconds: number | null) =>
  ({ channel, oldestPinSeconds }) as ChannelHealth;
const raised = (name: Alarm['name'], subject: string, clearedAt: Date | null = null): Alarm => ({
  id: '1',
  name,
  subject,
  raisedAt: NOW,
  lastAt: NOW,
  times: 1,
  clearedAt,
});

describe('alarms', () => {
  it('tell of a PIN that has waited for more than 30 seconds, and since when', () => {
    expect(alarmsOf([health('sms', 30), health('voice', 38)], [], NOW)).toEqual([
      { code: 'pin_late', channel: 'voice', subject: '', since: '2026-11-22T07:29:52.000Z', seconds: 38 },
    ]);
  });

  it('do not tell of the same channel twice', () => {
    const alarms = alarmsOf([health('voice', 38)], [raised('delivery.late', 'voice')], NOW);
    expect(alarms.map(({ code }) => code)).toEqual(['pin_late']);
    expect(alarmsOf([], [raised('delivery.late', 'email')], NOW)).toMatchObject([
      { code: 'delivery.late', channel: 'email' },
    ]);
  });

  it('name the provider or the budget, and end when they are cleared', () => {
    const all = [
      raised('provider.open', 'sms/second'),
      raised('budget.spent', 'dealer/01058734'),
      raised('budget.spent', 'all/voice', NOW),
    ];
    expect(alarmsOf([], all, NOW).map(({ channel, subject }) => [channel, subject])).toEqual([
      ['sms', 'second'],
      [null, 'dealer/01058734'],
    ]);
  });
});
