import { afterEach, describe, expect, it, vi } from 'vitest';
import { closedText } from './recovery-closed';

const problem = { status: 429, code: 'recovery.closed', instance: 'a1' } as const;

describe('What is said when recovery is closed', () => {
  afterEach(() => vi.useRealTimers());

  it('names the end of the wait where waiting helps', () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-30T10:34:10+09:00') });
    expect(closedText({ ...problem, retryAfterSeconds: 3_660 })).toContain(
      '停止しています。11時36分を過ぎると、もう一度手続きできます',
    );
  });

  it('names who reopens it, and no time, where only a person does', () => {
    expect(closedText(problem)).toContain('上位店へご相談ください');
    expect(closedText(problem)).not.toMatch(/一時的|時間/);
  });
});
