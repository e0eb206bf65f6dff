import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../postgres/place.ts';
import { tool } from '../test/step.ts';
import { FAULT_VARIABLE, type Fault } from './fault.ts';

/** `broken`: the run failed, but no test did, so nothing is known about the promise. */
export type Verdict = 'seen' | 'not seen' | 'broken';

export interface Outcome {
  verdict: Verdict;
  /** The first test that failed; of a run that broke, why: it was killed, or what it said last. */
  by: string;
}

/** How a run of Vitest ended. */
export interface End {
  /** null when it was killed, or could not be started. */
  code: number | null;
  /** The seconds after which it was killed. */
  killedAfter: number | null;
  output: string;
}

/** A fault may make a test wait for ever. */
const FAULT_SECONDS = 300;

interface Report {
  numTotalTests: number;
  testResults: {
    status: string;
    /** Why a file could not be run. */
    message?: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
}

/** Runs the tests of a fault in a Vitest of their own, with the fault in force. */
export function runWithFault({ name, project, tests }: Fault): Promise<Outcome> {
  return runSpecs(project, tests, FAULT_SECONDS, { [FAULT_VARIABLE]: name });
}

/**
 * Runs spec files until the first test fails.
 * @param seconds when it is killed
 */
export async function runSpecs(
  project: string,
  tests: readonly string[],
  seconds: number,
  environment: Record<string, string> = {},
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'daiko-mutation-'));
  const file = join(folder, 'report.json');
  try {
    const end = await vitest(
      ['run', '--project', project, ...tests, '--bail=1', '--reporter=json', `--outputFile=${file}`],
      seconds,
      environment,
    );
    return outcomeOf(end, readReport(file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a run says about its fault. Exported for its test. */
export function outcomeOf(end: End, report: Report | null): Outcome {
  const failed = report?.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed');
  if (failed !== undefined) return { verdict: 'seen', by: failed.fullName.trim() };
  if (end.code === 0 && report !== null && report.numTotalTests > 0) return { verdict: 'not seen', by: '' };
  return { verdict: 'broken', by: reasonOf(end, report) };
}

function reasonOf({ killedAfter, output }: End, report: Report | null): string {
  if (killedAfter !== null) return `killed after ${String(killedAfter)} seconds`;
  const file = report?.testResults.find(({ status }) => status === 'failed');
  return file?.message || output.trim().split('\n').slice(-12).join('\n');
}

function readReport(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return null; // the run broke off before it could write
  }
}

function vitest(args: string[], seconds: number, environment: Record<string, string>): Promise<End> {
  const child = spawn(process.execPath, [tool('vitest'), ...args], {
    cwd: PROJECT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let killedAfter: number | null = null;
  const limit = setTimeout(() => {
    killedAfter = seconds;
    child.kill();
  }, seconds * 1_000);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (output = (output + part.toString()).slice(-4_000)));
  return new Promise<End>((resolve) => {
    child.once('error', (error) => resolve({ code: null, killedAfter, output: error.message }));
    child.once('close', (code) => resolve({ code, killedAfter, output }));
  }).finally(() => clearTimeout(limit));
}
