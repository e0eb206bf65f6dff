import { describe, expect, it } from 'vitest';
import type { DeliveryState } from '@daiko/contracts';
import { deliverySteps } from './delivery-steps';

const passed = (...states: [DeliveryState, ...DeliveryState[]]) => ({
  state: states.at(-1)!,
  reason: null,
  steps: states.map((state) => ({ state, at: '2026-11-22T07:28:04Z' })),
});
const marks = (...states: [DeliveryState, ...DeliveryState[]]) =>
  deliverySteps(passed(...states)).map(({ text, mark }) => `${text} ${mark}`);

describe('the steps of a delivery', () => {
  it('show what is still ahead on the usual path', () => {
    expect(marks('queued')).toEqual(['受付 now', '送信中 ahead', '送信しました ahead']);
    expect(marks('queued', 'sending')).toEqual(['受付 done', '送信中 now', '送信しました ahead']);
  });

  it('end where the message arrived', () => {
    expect(marks('queued', 'sending', 'sent', 'delivered').at(-1)).toBe('届きました now');
  });

  it('show a call that rang without going back to the usual path', () => {
    expect(marks('queued', 'sending', 'ringing')).toEqual(['受付 done', '送信中 done', '呼び出し中 now']);
  });

  it('mark a failure as one and promise nothing after it', () => {
    expect(marks('queued', 'sending', 'failed')).toEqual([
      '受付 done',
      '送信中 done',
      '届きませんでした failed',
    ]);
  });
});
