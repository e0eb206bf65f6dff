import { describe, expect, it } from 'vitest';
import { retryGap } from './retry-gap';

describe('retryGap', () => {
  it('doubles from two seconds up to five minutes', () => {
    const longest = [1, 2, 3, 8, 9, 40].map((attempt) => retryGap(attempt, () => 1));
    expect(longest).toEqual([2, 4, 8, 256, 300, 300]);
  });

  it('is anything from half to the whole of it, so that what failed together comes back apart', () => {
    expect(retryGap(3, () => 0)).toBe(4);
    expect(retryGap(3, () => 0.5)).toBe(6);
  });
});
