import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownCustomers } from './shown-customers';

describe('the customers of an answer, in the trail', () => {
  it.each([
    [[], ''],
    [['01058734'], '01058734'],
    [['01058736', '01058734', '01058735', '01058734', '99999999'], '01058734-01058736,99999999'],
    [['00000001', '00000003'], '00000001,00000003'],
  ])('%j are %s', (ids, kept) => {
    expect(shownCustomers(ids)).toBe(kept);
  });

  it('are all in it, each once', () => {
    const anyId = fc.integer({ min: 0, max: 120 }).map((number) => String(number).padStart(8, '0'));
    fc.assert(
      fc.property(fc.array(anyId), (ids) => {
        const ranges = shownCustomers(ids).split(',').filter(Boolean);
        const found = ranges.flatMap((range) => {
          const [first = 0, last = first] = range.split('-').map(Number);
          return Array.from({ length: last - first + 1 }, (_, step) => String(first + step).padStart(8, '0'));
        });
        expect(found).toEqual([...new Set(ids)].sort());
      }),
    );
  });
});
