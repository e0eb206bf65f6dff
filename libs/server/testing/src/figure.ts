import { inject, TestRunner } from 'vitest';

/** S1 to S11 as docs/security/asvs.md lists them; `web` is what browsers and proxies are asked to do besides. */
export type Goal = 'S1' | 'S2' | 'S3' | 'S4' | 'S5' | 'S6' | 'S7' | 'S8' | 'S9' | 'S10' | 'S11' | 'web';

declare module 'vitest' {
  interface TaskMeta {
    /** Read by tools/security from the report of the run. */
    figures?: unknown[];
  }
  export interface ProvidedContext {
    /** `npm run test:security -- --long` */
    isLong: boolean;
  }
}

/**
 * Notes a figure for the closing table of `npm run test:security`. The test that notes it says by its result whether the
 * figure is as wanted: call it before what is expected.
 * @param wanted and @param seen as a person reads them
 */
export function figure(goal: Goal, what: string, wanted: string | number, seen: string | number): void {
  const test = TestRunner.getCurrentTest();
  if (test === undefined) throw new Error('a figure was noted outside of a test');
  (test.meta.figures ??= []).push({ goal, what, wanted: String(wanted), seen: String(seen) });
  process.stdout.write(`    ${goal} ${what}: ${String(seen)} (${String(wanted)})\n`);
}

/** As many as the published figures ask for, not as few as a quick run can bear. */
export const IS_LONG = inject('isLong');
