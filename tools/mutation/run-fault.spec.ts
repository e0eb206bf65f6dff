import { describe, expect, it } from 'vitest';
import { outcomeOf } from './run-fault.ts';
import { tableOf } from './table.ts';

const report = (...statuses: string[]) => ({
  numTotalTests: statuses.length,
  testResults: [
    {
      status: 'passed',
      assertionResults: statuses.map((status) => ({ status, fullName: ` a test that ${status}` })),
    },
  ],
});
const ended = (code: number | null, output = '') => ({ code, killedAfter: null, output });

describe('a run with a fault', () => {
  it('has seen it when a test failed', () => {
    expect(outcomeOf(ended(1), report('passed', 'failed'))).toEqual({
      verdict: 'seen',
      by: 'a test that failed',
    });
  });

  it('has not seen it when all tests passed', () => {
    expect(outcomeOf(ended(0), report('passed'))).toEqual({ verdict: 'not seen', by: '' });
  });

  it('says nothing when it failed without a failed test, or had no test', () => {
    expect(outcomeOf(ended(1, 'cannot be loaded'), report('passed'))).toEqual({
      verdict: 'broken',
      by: 'cannot be loaded',
    });
    expect(outcomeOf(ended(0, 'no tests'), report())).toMatchObject({ verdict: 'broken' });
    expect(outcomeOf(ended(null, 'not started'), null)).toMatchObject({ verdict: 'broken' });
  });

  it('names why a spec file could not be run', () => {
    const unread = {
      status: 'failed',
      message: 'does not contain once what it replaces',
      assertionResults: [],
    };
    expect(outcomeOf(ended(1, 'much else'), { numTotalTests: 0, testResults: [unread] })).toEqual({
      verdict: 'broken',
      by: 'does not contain once what it replaces',
    });
  });

  it('says that it was killed, whatever was printed until then', () => {
    expect(outcomeOf({ code: null, killedAfter: 300, output: 'much of another test' }, null)).toEqual({
      verdict: 'broken',
      by: 'killed after 300 seconds',
    });
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
