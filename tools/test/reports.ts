import type { Result } from './step.ts';

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
  };
}

/** Playwright's JSON report. */
export function playwrightCounts(report: unknown): Result {
  const { stats, errors } = report as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    errors: unknown[];
  };
  const unexpected = stats.unexpected + stats.flaky;
  return {
    passed: stats.expected,
    failed: unexpected > 0 ? unexpected : errors.length,
    skipped: stats.skipped,
  };
}
