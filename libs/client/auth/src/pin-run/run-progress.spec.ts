import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RunProgress } from './run-progress';

class FakeStream {
  static opened: FakeStream[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  closed = false;

  constructor(readonly url: string) {
    FakeStream.opened.push(this);
  }

  close(): void {
    this.closed = true;
  }
}

describe('RunProgress', () => {
  const listener = { take: vi.fn(), ask: vi.fn() };
  let stop: () => void;
  const latest = () => FakeStream.opened.at(-1)!;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('EventSource', FakeStream);
    FakeStream.opened = [];
    stop = TestBed.inject(RunProgress).follow(listener);
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.resetAllMocks();
  });

  it('hands on what the stream tells, past any service worker', () => {
    expect(latest().url).toContain('ngsw-bypass');
    latest().onmessage?.({ data: '{"state":"waiting"}' });
    expect(listener.take).toHaveBeenCalledWith({ state: 'waiting' });
  });

  it('asks every 5 seconds while the stream is down, and stops when it is back', () => {
    latest().onerror?.();
    latest().onerror?.();
    vi.advanceTimersByTime(10_000);
    expect(listener.ask).toHaveBeenCalledTimes(2);
    latest().onopen?.();
    vi.advanceTimersByTime(10_000);
    expect(listener.ask).toHaveBeenCalledTimes(2);
  });

  it('asks at once and connects anew when a sleeping page comes back to the front', () => {
    const asleep = latest();
    document.dispatchEvent(new Event('visibilitychange'));
    expect(listener.ask).toHaveBeenCalledOnce();
    expect(asleep.closed).toBe(true);
    expect(FakeStream.opened).toHaveLength(2);
  });

  it('leaves nothing open behind', () => {
    latest().onerror?.();
    stop();
    expect(latest().closed).toBe(true);
    vi.advanceTimersByTime(10_000);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(listener.ask).not.toHaveBeenCalled();
  });
});
