import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { playwrightCounts, vitestCounts } from './reports.ts';
import { counted } from './step.ts';

const vitestReport = {
  numPassedTests: 3,
  numFailedTests: 0,
  numFailedTestSuites: 0,
  numPendingTests: 1,
  numTodoTests: 0,
};

describe('the figures of npm test', () => {
  const folder = mkdtempSync(join(tmpdir(), 'daiko-reports-'));
  const file = join(folder, 'report.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('count the tests of Vitest', () => {
    expect(vitestCounts(vitestReport)).toEqual({ passed: 3, failed: 0, skipped: 1 });
    expect(vitestCounts({ ...vitestReport, numFailedTests: 2, numFailedTestSuites: 1 })).toMatchObject({
      failed: 2,
    });
  });

  it('count a file that cannot be loaded as a failure', () => {
    expect(vitestCounts({ ...vitestReport, numFailedTestSuites: 1 })).toMatchObject({ failed: 1 });
  });

  it('count a browser test that passes only at the second try as a failure', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 0 };
    expect(playwrightCounts({ stats, errors: [] })).toEqual({ passed: 4, failed: 2, skipped: 0 });
  });

  it('count a browser run that broke off', () => {
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    expect(playwrightCounts({ stats, errors: [{}] })).toMatchObject({ failed: 1 });
  });

  it('count a run that failed although its tests passed, and one that wrote nothing', () => {
    writeFileSync(file, JSON.stringify(vitestReport));
    expect(counted(true, file, vitestCounts)).toMatchObject({ passed: 3, failed: 0 });
    expect(counted(false, file, vitestCounts)).toMatchObject({ passed: 3, failed: 1 });
    expect(counted(true, join(folder, 'none.json'), vitestCounts)).toEqual({ passed: 0, failed: 1 });
  });
});
