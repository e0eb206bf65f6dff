import { describe, expect, it } from 'vitest';
import { outcomeOf } from './run-fault.ts';
import { tableOf } from './table.ts';

const report = (...statuses: string[]) => ({
  numTotalTests: statuses.length,
  testResults: [
    { assertionResults: statuses.map((status) => ({ status, fullName: ` a test that ${status}` })) },
  ],
});

describe('a run with a fault', () => {
  it('has seen it when a test failed', () => {
    expect(outcomeOf(1, '', report('passed', 'failed'))).toEqual({
      verdict: 'seen',
      by: 'a test that failed',
    });
  });

  it('has not seen it when all tests passed', () => {
    expect(outcomeOf(0, '', report('passed'))).toEqual({ verdict: 'not seen', by: '' });
  });

  it('says nothing when it failed without a failed test, or had no test', () => {
    expect(outcomeOf(1, 'cannot be loaded', report('passed'))).toEqual({
      verdict: 'broken',
      by: 'cannot be loaded',
    });
    expect(outcomeOf(0, 'no tests', report())).toMatchObject({ verdict: 'broken' });
    expect(outcomeOf(null, 'killed', null)).toMatchObject({ verdict: 'broken' });
  });
});

describe('the closing table', () => {
  it('counts by area and in all', () => {
    const rows = [
      { area: 'pin', isSeen: true },
      { area: 'auth', isSeen: false },
      { area: 'pin', isSeen: true },
    ];
    expect(tableOf(rows)).toBe(
      [
        'area             seen',
        'auth              0/1',
        'pin               2/2',
        'all               2/3',
      ].join('\n'),
    );
  });
});
