import { describe, expect, it } from 'vitest';
import { inTurn, median, percentile } from './rounds.ts';

describe('the bench', () => {
  it('takes the median, so that one bad round decides nothing', () => {
    expect([median([3, 1, 1_000]), median([1, 2, 3, 4])]).toEqual([3, 2.5]);
  });

  it('takes percentiles of what was seen, never of what lies between', () => {
    const figures = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([percentile(figures, 0.5), percentile(figures, 0.95), percentile(figures, 1)]).toEqual([
      50, 95, 100,
    ]);
  });

  it('lets the contenders take turns', async () => {
    const order: string[] = [];
    const contender = (name: string) => ({ name, measure: () => Promise.resolve(order.push(name)) });
    expect(await inTurn([contender('a'), contender('b')], 3)).toEqual(
      new Map([
        ['a', 3],
        ['b', 4],
      ]),
    );
    expect(order.join('')).toBe('ababab');
  });
});
