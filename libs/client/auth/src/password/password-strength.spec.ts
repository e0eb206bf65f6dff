import { describe, expect, it } from 'vitest';
import { estimateStrength } from './password-strength';

/** Milliseconds of the fastest of some estimates: what else the machine does makes single ones slow. */
function costOf(password: string): number {
  const times = Array.from({ length: 5 }, () => {
    const begun = performance.now();
    estimateStrength(password, []);
    return performance.now() - begun;
  });
  return Math.min(...times);
}

describe('The strength of a password', () => {
  it('sees through letters that are written as signs', () => {
    expect(estimateStrength('P@55w0rd!', []).score).toBeLessThan(3);
  });

  it('costs much the same for signs that each may stand for several letters as for plain words', () => {
    const signs = '4@8({[<369&#!1/|0$5+7%2/'.repeat(3);
    const words = 'kaze no naka de utau hito ga ippai iru machi no hazure de aimashou yo ne';
    expect(signs).toHaveLength(words.length);
    expect(costOf(signs)).toBeLessThan(10 * costOf(words));
  });
});
