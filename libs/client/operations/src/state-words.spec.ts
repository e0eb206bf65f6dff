import { describe, expect, it } from 'vitest';
import { formatSeconds, formatShare } from './state-words';

describe('figures of 運用', () => {
  it.each([
    [null, '—'],
    [4.2, '4.2秒'],
    [38.4, '38秒'],
    [600, '10分'],
    [10_800, '3時間'],
  ])('reads %s seconds as %s', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });

  it('has no share of nothing', () => {
    expect(formatShare({ over: 0, succeeded: 0 })).toBe('—');
    expect(formatShare({ over: 112, succeeded: 102 })).toBe('91.1%');
  });
});
