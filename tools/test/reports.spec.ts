import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PROJECT } from '../postgres/place.ts';
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
    expect(vitestCounts(vitestReport)).toEqual({
      passed: 3,
      failed: 0,
      skipped: 1,
      failures: [],
    });
    expect(vitestCounts({ ...vitestReport, numFailedTests: 2, numFailedTestSuites: 1 })).toMatchObject({
      failed: 2,
    });
  });

  it('count a file that cannot be loaded as a failure', () => {
    expect(vitestCounts({ ...vitestReport, numFailedTestSuites: 1 })).toMatchObject({ failed: 1 });
  });

  it('count a browser test that passes only at the second try as a failure', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 0 };
    expect(playwrightCounts({ stats, errors: [] })).toMatchObject({ passed: 4, failed: 2, skipped: 0 });
  });

  it('count a browser run that broke off', () => {
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    expect(playwrightCounts({ stats, errors: [{}] })).toMatchObject({ failed: 1 });
  });

  it('name each failed test with the beginning of its message', () => {
    const message = `\u001b[31mexpected 503 to be 201\u001b[39m\n${'line\n'.repeat(40)}`;
    const tests = [
      { fullName: 'a sign-in opens', status: 'failed', failureMessages: [message] },
      { fullName: 'a sign-in ends', status: 'passed', failureMessages: null },
    ];
    const testResults = [
      { name: join(PROJECT, 'libs/a.spec.ts'), status: 'failed', message: '', assertionResults: tests },
      {
        name: join(PROJECT, 'libs/b.spec.ts'),
        status: 'failed',
        message: 'no such module',
        assertionResults: [],
      },
    ];
    const { failures = [] } = vitestCounts({ ...vitestReport, numFailedTests: 1, testResults });
    expect(failures.map(({ test }) => test)).toEqual(['libs/a.spec.ts › a sign-in opens', 'libs/b.spec.ts']);
    expect(failures[0]?.message).toMatch(/^expected 503 to be 201\n(line\n?){11}$/);
    expect(failures[1]?.message).toBe('no such module');
  });

  it('name each failed browser test with its size and the beginning of its message', () => {
    const stats = { expected: 1, unexpected: 1, flaky: 0, skipped: 0 };
    const test = (projectName: string, status: string, message: string) => ({
      projectName,
      status,
      results: [{ errors: [{ message }] }],
    });
    const tests = [test('pc', 'unexpected', 'no button'), test('phone', 'expected', '')];
    const inner = { title: 'PIN', specs: [{ title: 'can be sent again', tests }] };
    const report = { stats, errors: [], suites: [{ title: 'pin.e2e.ts', suites: [inner] }] };
    expect(playwrightCounts(report).failures).toEqual([
      { test: '[pc] pin.e2e.ts › PIN › can be sent again', message: 'no button' },
    ]);
  });

  it('count a run that failed although its tests passed, and one that wrote nothing', () => {
    writeFileSync(file, JSON.stringify(vitestReport));
    expect(counted(true, file, vitestCounts)).toMatchObject({ passed: 3, failed: 0 });
    expect(counted(false, file, vitestCounts)).toMatchObject({ passed: 3, failed: 1 });
    expect(counted(true, join(folder, 'none.json'), vitestCounts)).toEqual({ passed: 0, failed: 1 });
  });
});
