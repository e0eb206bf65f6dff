import type { LoggedNotification, NotificationLog } from '@daiko/contracts';
import { describe, expect, it } from 'vitest';
import { renewed } from './delivery-overview-state';

const row = (id: string, attempts = 1): LoggedNotification => ({
  id,
  at: '2026-11-22T07:29:41.000Z',
  channel: 'sms',
  target: '***-****-*770',
  kind: 'pin',
  reference: 'K7-402',
  state: 'sent',
  attempts,
  failure: null,
  providerCode: null,
  mayResend: false,
});
const log = (ids: string[], next: string | null, attempts = 1): NotificationLog => ({
  counts: { all: ids.length, failed: 0, waiting: 0 },
  notifications: ids.map((id) => row(id, attempts)),
  next,
});
const ids = ({ notifications }: NotificationLog) => notifications.map(({ id }) => id).join('');

describe('the list, looked at again', () => {
  it('has the new rows on top and keeps the older pages that were shown', () => {
    const again = renewed(log(['d', 'c', 'b', 'a'], 'end'), log(['f', 'e', 'd', 'c'], 'c', 2));
    expect([ids(again), again.next]).toEqual(['fedcba', 'end']);
    expect(again.notifications.map(({ attempts }) => attempts)).toEqual([2, 2, 2, 2, 1, 1]);
  });

  it('begins anew where so many came that the pages no longer join', () => {
    const again = renewed(log(['b', 'a'], null), log(['z', 'y'], 'y'));
    expect([ids(again), again.next]).toEqual(['zy', 'y']);
  });

  it('is the first page alone where no other was shown', () => {
    expect(ids(renewed(log(['b', 'a'], null), log(['c', 'b', 'a'], null)))).toBe('cba');
  });
});
