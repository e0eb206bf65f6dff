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
      { code: 'pin_late', channel: 'voice', subject: null, since: '2026-11-22T07:29:52.000Z', seconds: 38 },
    ]);
  });

  it('do not tell of the same channel twice', () => {
    const alarms = alarmsOf([health('voice', 38)], [raised('delivery.late', 'voice')], NOW);
    expect(alarms.map(({ code }) => code)).toEqual(['pin_late']);
    expect(alarmsOf([], [raised('delivery.late', 'email')], NOW)).toMatchObject([
      { code: 'delivery.late', channel: 'email' },
    ]);
  });

  it.each<[Alarm['name'], string, string | null, { scope: string; id: string } | null]>([
    ['provider.open', 'sms/second', 'sms', { scope: 'provider', id: 'second' }],
    ['budget.spent', 'prefix/+81900007', null, { scope: 'block', id: '+81900007' }],
    ['budget.spent', 'dealer/01058734', null, { scope: 'dealer', id: '01058734' }],
    ['budget.spent', 'all/voice', 'voice', { scope: 'all', id: '' }],
    ['sign_in.spraying', 'address/1f2e3d4c', null, { scope: 'address', id: '1f2e3d4c' }],
    ['sign_in.spraying', 'all', null, { scope: 'all', id: '' }],
    ['pin.guessing', 'all', null, { scope: 'all', id: '' }],
    ['pepper.missing', 'k1', null, { scope: 'key', id: 'k1' }],
    ['import.unforeseen', 'import', null, null],
    ['delivery.late', 'email', 'email', null],
  ])('of %s say what %s is', (name, stored, channel, subject) => {
    const [alarm] = alarmsOf([], [raised(name, stored)], NOW);
    expect(alarm).toMatchObject({ channel, subject });
  });

  it('end when they are cleared', () => {
    expect(alarmsOf([], [raised('budget.spent', 'all/voice', NOW)], NOW)).toEqual([]);
  });
});
