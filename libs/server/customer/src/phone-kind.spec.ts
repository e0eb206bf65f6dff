import { isServiceNumber } from '@daiko/contracts';
import { describe, expect, it } from 'vitest';
import { destinationsOf } from './destination.store';
import { phoneKind } from './phone-kind';

/** The numbering plan: what a number is, and by which channels a PIN may reach it. */
const PLAN: [e164: string, kind: string, channels: string][] = [
  ['+819011112770', 'mobile', 'sms voice'],
  ['+818011112770', 'mobile', 'sms voice'],
  ['+817011112770', 'mobile', 'sms voice'],
  ['+816011112770', 'mobile', 'sms voice'],
  ['+81466123300', 'landline', 'voice'],
  ['+81312345678', 'landline', 'voice'],
  ['+815012345678', 'ip_phone', 'voice'],
  ['+81120123456', 'unreachable_phone', ''],
  ['+818001234567', 'unreachable_phone', ''],
  ['+81570123456', 'unreachable_phone', ''],
  ['+81990123456', 'unreachable_phone', ''],
  ['+812012345678', 'unreachable_phone', ''],
  ['+816001234567', 'unreachable_phone', ''],
  ['+14155550100', 'unreachable_phone', ''],
];

describe('the kind of a phone number', () => {
  it.each(PLAN)('%s is %s and takes %j', (value, kind, channels) => {
    const found = phoneKind(value);
    const destinations = destinationsOf({ id: 'contact', kind: found, value });
    expect([found, destinations.map(({ channel }) => channel).join(' ')]).toEqual([kind, channels]);
  });

  it.each(PLAN.filter(([e164]) => e164.startsWith('+81')))(
    'says of %s (%s) what the page says while it is typed',
    (e164, kind) => {
      expect(isServiceNumber(e164)).toBe(kind === 'unreachable_phone');
    },
  );
});
