import { afterEach, describe, expect, it, vi } from 'vitest';
import { ServerClock } from './server-clock';

describe('ServerClock', () => {
  afterEach(() => vi.useRealTimers());

  it('tells the server’s time on a device whose clock is an hour wrong', () => {
    vi.useFakeTimers({ now: new Date('2026-11-22T08:28:00Z') });
    const clock = new ServerClock();
    clock.align('2026-11-22T07:28:00Z');
    vi.advanceTimersByTime(60_000);
    expect(new Date(clock.now()).toISOString()).toBe('2026-11-22T07:29:00.000Z');
  });
});
