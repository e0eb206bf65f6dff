import { TestRunner } from 'vitest';

/** Prints figures of a run, in seconds: `p50 1.2 s, p99 3.4 s, worst 3.5 s of 20`. @param milliseconds each one's */
export function seconds(milliseconds: readonly number[]): string {
  const show = (of: number) => `${(share(milliseconds, of) / 1_000).toFixed(2)} s`;
  return `p50 ${show(0.5)}, p99 ${show(0.99)}, worst ${show(1)} of ${String(milliseconds.length)}`;
}

/** The value that this share of all does not exceed. @param of 0 to 1 */
export function share(values: readonly number[], of: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(of * sorted.length) - 1)] ?? Number.NaN;
}

declare module 'vitest' {
  interface TaskMeta {
    /** Read by tools/security from the report of the run. */
    figures?: unknown[];
  }
  interface ProvidedContext {
    /** `npm run test:security -- --long` */
    isLong: boolean;
  }
}

/** A figure for the closing table of `npm run test:security`. @param goal S1 to S11 */
export function figure(goal: string, what: string, wanted: string | number, seen: string | number): void {
  const test = TestRunner.getCurrentTest();
  if (test === undefined) throw new Error('a figure was noted outside of a test');
  (test.meta.figures ??= []).push({ goal, what, wanted: String(wanted), seen: String(seen) });
  tell(`${goal} ${what}: ${String(seen)} (${String(wanted)})`);
}

/** A line of figures among the test results. */
export function tell(line: string): void {
  process.stdout.write(`    ${line}\n`);
}

/** PIN requests whose way to the provider is timed: few in `npm test`, 1,000 by `npm run test:faults -- --pace 1000`. */
export const PACE = Number(process.env['FAULT_PACE'] ?? 30);
/** The backend that is timed; `--queue redis` times the other. */
export const PACE_QUEUES = (process.env['FAULT_QUEUE'] ?? 'postgres').split(',') as ('postgres' | 'redis')[];

/** The long walk through random faults: short in `npm test`, as long as `--flows`, `--faults`, `--queue`, `--seed` say. */
export const NEMESIS = {
  flows: Number(process.env['FAULT_FLOWS'] ?? 24),
  faults: Number(process.env['FAULT_COUNT'] ?? 5),
  seed: Number(process.env['FAULT_SEED'] ?? 1),
  queues: (process.env['FAULT_QUEUE'] ?? 'postgres,redis').split(',') as ('postgres' | 'redis')[],
};

/** Moments at which locks are held: a few in `npm test`, as many as `npm run test:faults -- --moments N` says. */
export const LOCKS = {
  moments: Number(process.env['FAULT_MOMENTS'] ?? 3),
  seed: Number(process.env['FAULT_SEED'] ?? 1),
  queues: (
    process.env['FAULT_QUEUE'] ?? (process.env['FAULT_MOMENTS'] === undefined ? 'postgres' : 'postgres,redis')
  ).split(',') as ('postgres' | 'redis')[],
};

/** How often each fault is done: few in `npm test`, as many as asked for by `npm run test:faults -- --rounds N`. */
export const ROUNDS = Number(process.env['FAULT_ROUNDS'] ?? 5);
