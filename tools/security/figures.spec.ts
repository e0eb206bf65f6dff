import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figuresIn, GOALS, goalsWithout, tableOf } from './figures.ts';

const one = { goal: 'S1', what: 'PINs that succeed', wanted: 'exactly 1', seen: '1' };
const two = { goal: 'S10', what: 'slowest', wanted: '<= 1,000 ms', seen: '1,400 ms' };

describe('the closing table', () => {
  let folder: string;
  let file: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'daiko-figures-'));
    file = join(folder, 'report.json');
    const tests = [
      { status: 'passed', meta: { figures: [one] } },
      { status: 'failed', meta: { figures: [two] } },
      { status: 'passed', meta: {} },
    ];
    writeFileSync(file, JSON.stringify({ testResults: [{ assertionResults: tests }] }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('takes figures from the report, and from their tests whether they are as wanted', () => {
    expect(figuresIn(file)).toEqual([
      { ...one, isGood: true },
      { ...two, isGood: false },
    ]);
  });

  it('has a place for every goal, and says of which nothing was seen', () => {
    const table = tableOf(figuresIn(file));
    for (const goal of Object.keys(GOALS)) expect(table).toMatch(new RegExp(`^${goal} `, 'm'));
    expect(table).toMatch(/^ {2}ok {6}PINs that succeed +exactly 1 +1$/m);
    expect(table).toMatch(/^ {2}FAILED {2}slowest +<= 1,000 ms +1,400 ms$/m);
    expect(table.match(/no figure/g)).toHaveLength(Object.keys(GOALS).length - 2);
  });

  it('names the goals of which nothing was seen', () => {
    expect(goalsWithout(figuresIn(file))).toEqual(Object.keys(GOALS).filter((goal) => !/^S10?$/.test(goal)));
  });
});
