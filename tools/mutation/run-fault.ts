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
  /** The first test that failed, or what the run said last. */
  by: string;
}

/** A fault may make a test wait for ever. */
const RUN_TIMEOUT_MS = 300_000;

interface Report {
  numTotalTests: number;
  testResults: { assertionResults: { status: string; fullName: string }[] }[];
}

/** Runs the tests of a fault in a Vitest of their own, with the fault in force. */
export function runWithFault({ name, project, tests }: Fault): Promise<Outcome> {
  return runSpecs(project, tests, { [FAULT_VARIABLE]: name });
}

/** Runs spec files until the first test fails. */
export async function runSpecs(
  project: string,
  tests: readonly string[],
  environment: Record<string, string> = {},
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'daiko-mutation-'));
  const file = join(folder, 'report.json');
  try {
    const { code, output } = await vitest(
      ['run', '--project', project, ...tests, '--bail=1', '--reporter=json', `--outputFile=${file}`],
      environment,
    );
    return outcomeOf(code, output, readReport(file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a run says about its fault. Exported for its test. */
export function outcomeOf(code: number | null, output: string, report: Report | null): Outcome {
  const failed = report?.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed');
  if (failed !== undefined) return { verdict: 'seen', by: failed.fullName.trim() };
  if (code === 0 && report !== null && report.numTotalTests > 0) return { verdict: 'not seen', by: '' };
  return { verdict: 'broken', by: output.trim().split('\n').slice(-12).join('\n') };
}

function readReport(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return null; // the run broke off before it could write
  }
}

function vitest(
  args: string[],
  environment: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [tool('vitest'), ...args], {
    cwd: PROJECT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: RUN_TIMEOUT_MS,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (output = (output + part.toString()).slice(-4_000)));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}
