import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { periodically, type PeriodicWork } from './periodic-work';

const GAP_MS = 1_000;

describe('periodic work', () => {
  let under: PeriodicWork;

  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(async () => {
    await under.stop();
    vi.useRealTimers();
  });

  it('is done again and again, first after the gap', async () => {
    const work = vi.fn().mockResolvedValue(undefined);
    under = periodically('work', { gapMs: GAP_MS }, work);
    await vi.advanceTimersByTimeAsync(GAP_MS - 1);
    expect(work).toHaveBeenCalledTimes(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(work).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2 * GAP_MS);
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('begins at once where that is wanted', async () => {
    const work = vi.fn().mockResolvedValue(undefined);
    under = periodically('work', { gapMs: GAP_MS, isImmediate: true }, work);
    await vi.advanceTimersByTimeAsync(0);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('has one round at a time, however long a round takes', async () => {
    let end = (): void => undefined;
    const work = vi.fn().mockImplementation(() => new Promise<void>((resolve) => (end = resolve)));
    under = periodically('work', { gapMs: GAP_MS }, work);
    await vi.advanceTimersByTimeAsync(10 * GAP_MS);
    expect(work).toHaveBeenCalledTimes(1);
    end();
    await vi.advanceTimersByTimeAsync(GAP_MS);
    expect(work).toHaveBeenCalledTimes(2);
    end();
  });

  it('goes on after a round that failed, which is logged without what an error quotes', async () => {
    const warned = vi.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
    const failure = Object.assign(new RangeError('090-1111-2770'), { code: '57014' });
    const work = vi.fn().mockRejectedValueOnce(failure).mockResolvedValue(undefined);
    under = periodically('work', { gapMs: GAP_MS }, work);
    await vi.advanceTimersByTimeAsync(2 * GAP_MS);
    expect(work).toHaveBeenCalledTimes(2);
    expect(warned.mock.calls).toEqual([[{ event: 'work failed', error: 'RangeError', reason: '57014' }]]);
  });

  it('is stopped once the round under way has ended, and begins no other', async () => {
    let end = (): void => undefined;
    const work = vi.fn().mockImplementation(() => new Promise<void>((resolve) => (end = resolve)));
    under = periodically('work', { gapMs: GAP_MS }, work);
    await vi.advanceTimersByTimeAsync(GAP_MS);
    let isStopped = false;
    const stopped = under.stop().then(() => (isStopped = true));
    await vi.advanceTimersByTimeAsync(GAP_MS);
    expect(isStopped).toBe(false);
    end();
    await stopped;
    await vi.advanceTimersByTimeAsync(10 * GAP_MS);
    expect(work).toHaveBeenCalledTimes(1);
  });
});
