import { delivery } from '@daiko/contracts';
import { describe, expect, it } from 'vitest';
import { deliveryView } from './delivery-view';

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 7, 43, second));
const queued = {
  state: 'pending' as const,
  failure: null,
  createdAt: at(0),
  sendingAt: null,
  sentAt: null,
  ringingAt: null,
  answeredAt: null,
  deliveredAt: null,
  failedAt: null,
};
const sent = { ...queued, state: 'sent' as const, sendingAt: at(1), sentAt: at(2) };

describe('deliveryView', () => {
  it.each([
    [queued, 'queued'],
    [{ ...queued, state: 'sending' as const, sendingAt: at(1) }, 'sending'],
    [{ ...queued, state: 'retry' as const, sendingAt: at(1) }, 'sending'],
    [sent, 'sent'],
    [{ ...sent, ringingAt: at(3) }, 'ringing'],
    [{ ...sent, ringingAt: at(3), answeredAt: at(4) }, 'answered'],
    [{ ...sent, state: 'delivered' as const, deliveredAt: at(5) }, 'delivered'],
    [{ ...sent, state: 'failed' as const, failure: 'busy' as const, failedAt: at(5) }, 'failed'],
  ])('is what the contract allows (%#: %s)', (row, state) => {
    const view = deliveryView(row);
    expect(delivery.parse(view)).toEqual(view);
    expect(view.state).toBe(state);
  });

  it('calls a message whose time ran out failed, and says so', () => {
    const row = {
      ...queued,
      state: 'expired' as const,
      failure: 'deadline_passed' as const,
      failedAt: at(9),
    };
    expect(deliveryView(row)).toMatchObject({ state: 'failed', reason: 'deadline_passed' });
  });

  it('has a reason for nothing but a failure', () => {
    expect(deliveryView(sent).reason).toBeNull();
  });

  it('shows whole seconds, and a step only from the next one on', () => {
    const row = {
      ...queued,
      sendingAt: new Date(at(1).getTime() + 400),
      sentAt: new Date(at(1).getTime() + 415),
    };
    const stateAt = (ms: number) => deliveryView(row, new Date(at(1).getTime() + ms)).state;
    expect([stateAt(416), stateAt(999), stateAt(1_000)]).toEqual(['queued', 'queued', 'sent']);
    expect(deliveryView(row).steps.map(({ at: time }) => time)).toEqual([
      '2026-11-22T07:43:00.000Z',
      '2026-11-22T07:43:01.000Z',
      '2026-11-22T07:43:01.000Z',
    ]);
  });

  it('lists the steps passed, oldest first', () => {
    expect(deliveryView({ ...sent, ringingAt: at(3) }).steps).toEqual([
      { state: 'queued', at: '2026-11-22T07:43:00.000Z' },
      { state: 'sending', at: '2026-11-22T07:43:01.000Z' },
      { state: 'sent', at: '2026-11-22T07:43:02.000Z' },
      { state: 'ringing', at: '2026-11-22T07:43:03.000Z' },
    ]);
  });
});
