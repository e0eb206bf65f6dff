import { describe, expect, it } from 'vitest';
import { closedText } from './recovery-closed';

const problem = { status: 429, code: 'recovery.closed', instance: 'a1' } as const;

describe('What is said when recovery is closed', () => {
  it('names the wait where waiting helps', () => {
    expect(closedText({ ...problem, retryAfterSeconds: 3_660 })).toContain(
      'あと1時間1分でもう一度手続きできます',
    );
  });

  it('names who reopens it, and no time, where only a person does', () => {
    expect(closedText(problem)).toContain('上位店へご相談ください');
    expect(closedText(problem)).not.toMatch(/一時的|時間/);
  });
});
