import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../postgres/place.ts';

/** How many checks of a step held. A step that counts nothing itself is one check. */
export interface Result {
  passed: number;
  failed: number;
  skipped?: number;
  /** What failed, told again at the end, where whoever looks at a long run looks first. */
  failures?: readonly Failure[];
}

export interface Failure {
  /** File and name of the test. */
  test: string;
  message: string;
}

export interface Step {
  /** What `npm test -- name` runs. */
  part: string;
  title: string;
  run(): Promise<Result>;
}

export const PASSED: Result = { passed: 1, failed: 0 };
export const FAILED: Result = { passed: 0, failed: 1 };

export const tool = (name: string): string => join(PROJECT, 'node_modules', '.bin', name);

/** Runs a tool of the project in the foreground. @returns true when it succeeded */
export function succeeds(
  name: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<boolean> {
  const child = spawn(process.execPath, [tool(name), ...args], {
    cwd: PROJECT,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** A tool that either succeeds or does not. */
export async function check(name: string, args: string[]): Promise<Result> {
  return (await succeeds(name, args)) ? PASSED : FAILED;
}

/**
 * A test run that writes its figures to a file.
 * @param count reads them; a run that failed without a failed test counts as one
 */
export function counted(ok: boolean, file: string, count: (report: unknown) => Result): Result {
  try {
    const result = count(JSON.parse(readFileSync(file, 'utf8')));
    return ok || result.failed > 0 ? result : { ...result, failed: 1 };
  } catch {
    return FAILED; // it broke off before it could write
  }
}
