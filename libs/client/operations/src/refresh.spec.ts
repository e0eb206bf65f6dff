import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refresh } from './refresh';

const MINUTE = 60_000;

describe('a page that keeps itself up to date', () => {
  const look = vi.fn(() => Promise.resolve());
  let refresh: Refresh;

  beforeEach(() => {
    vi.useFakeTimers();
    look.mockClear();
    TestBed.configureTestingModule({ providers: [Refresh] });
    refresh = TestBed.inject(Refresh);
    refresh.start(look);
  });
  afterEach(() => vi.useRealTimers());

  it('looks at once and then every five seconds', async () => {
    await vi.advanceTimersByTimeAsync(15_000);
    expect(look).toHaveBeenCalledTimes(4);
  });

  it('waits for a look before the next', async () => {
    let end: () => void = () => undefined;
    look.mockImplementationOnce(() => new Promise<void>((resolve) => (end = resolve)));
    await vi.advanceTimersByTimeAsync(5_000);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(look).toHaveBeenCalledTimes(2);
    end();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(look).toHaveBeenCalledTimes(3);
  });

  it('stops when nobody has touched the device for 15 minutes, and goes on at a touch', async () => {
    await vi.advanceTimersByTimeAsync(16 * MINUTE);
    expect(refresh.paused()).toBe(true);
    const before = look.mock.calls.length;
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(look).toHaveBeenCalledTimes(before);
    document.dispatchEvent(new Event('pointerdown'));
    await vi.advanceTimersByTimeAsync(0);
    expect(refresh.paused()).toBe(false);
    expect(look).toHaveBeenCalledTimes(before + 1);
  });

  it('ends with its page', async () => {
    TestBed.resetTestingModule();
    const before = look.mock.calls.length;
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(look).toHaveBeenCalledTimes(before);
  });
});
