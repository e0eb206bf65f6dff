import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { PROJECT } from '../postgres/place.ts';
import type { Failure, Result } from './step.ts';

/** Lines of a message that are told again: what was expected and what came, and where. */
const LINES_TOLD = 12;

/** Vitest's JSON report. */
export function vitestCounts(report: unknown): Result {
  const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests, numTodoTests } =
    report as Record<string, number>;
  const failedTests = numFailedTests ?? 0;
  return {
    passed: numPassedTests ?? 0,
    // A file that cannot even be loaded has no tests to fail.
    failed: failedTests > 0 ? failedTests : (numFailedTestSuites ?? 0),
    skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
    failures: vitestFailures(report as VitestReport),
  };
}

interface VitestReport {
  testResults?: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] | null }[];
  }[];
}

function vitestFailures({ testResults = [] }: VitestReport): Failure[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(PROJECT, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [{ test: file, message: beginning(message) }];
    return failed.map(({ fullName, failureMessages }) => ({
      test: `${file} › ${fullName.trim()}`,
      message: beginning((failureMessages ?? []).join('\n')),
    }));
  });
}

function beginning(message: string): string {
  return stripVTControlCharacters(message).trim().split('\n').slice(0, LINES_TOLD).join('\n');
}

/** Playwright's JSON report. */
export function playwrightCounts(report: unknown): Result {
  const { stats, errors, suites = [] } = report as PlaywrightReport;
  const unexpected = stats.unexpected + stats.flaky;
  return {
    passed: stats.expected,
    failed: unexpected > 0 ? unexpected : errors.length,
    skipped: stats.skipped,
    failures: [
      ...errors.map(({ message = '' }) => ({ test: 'Playwright', message: beginning(message) })),
      ...suites.flatMap((suite) => playwrightFailures(suite)),
    ],
  };
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: { message?: string }[];
  suites?: PlaywrightSuite[];
}

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: {
    title: string;
    tests: {
      projectName: string;
      status: string;
      results: { errors: { message?: string }[] }[];
    }[];
  }[];
}

function playwrightFailures(suite: PlaywrightSuite, above: string[] = []): Failure[] {
  const path = [...above, suite.title];
  const own = (suite.specs ?? []).flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, results }) => ({
        test: `[${projectName}] ${[...path, title].join(' › ')}`,
        message: beginning(
          results.flatMap(({ errors }) => errors.map(({ message = '' }) => message)).join('\n'),
        ),
      })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => playwrightFailures(inner, path))];
}
