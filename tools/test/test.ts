import { STEPS } from './steps.ts';
import type { Failure, Result, Step } from './step.ts';

/*
 * `npm test`: every step, also after one that failed, and one line at the end that a program can read.
 * `npm test -- unit api` runs those parts alone.
 */
const wanted = process.argv.slice(2);
const parts = STEPS.map((step) => step.part);
const strangers = wanted.filter((name) => !parts.includes(name));
if (strangers.length > 0) {
  console.error(`There is no part ${strangers.join(', ')}. There are: ${parts.join(', ')}`);
  process.exit(2);
}

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

function figures({ passed, failed, skipped = 0 }: Result): string {
  return [`${passed} passed`, failed > 0 && `${failed} failed`, skipped > 0 && `${skipped} skipped`]
    .filter((figure) => figure !== false)
    .join(', ');
}

async function runStep(step: Step): Promise<Result & { line: string }> {
  console.log(`\n== ${step.title}`);
  const started = Date.now();
  const result = await step.run();
  const line = `${result.failed > 0 ? 'FAILED' : 'ok    '}  ${step.title}: ${figures(result)} (${seconds(started)})`;
  console.log(line);
  return { ...result, line };
}

const started = Date.now();
const results: (Result & { line: string })[] = [];
for (const step of STEPS) {
  if (wanted.length === 0 || wanted.includes(step.part)) results.push(await runStep(step));
}
const sum = (count: (result: Result) => number) =>
  results.reduce((total, result) => total + count(result), 0);
const passed = sum((result) => result.passed);
const failed = sum((result) => result.failed);

const indented = ({ test, message }: Failure) => `${test}\n${message.replaceAll(/^/gm, '    ')}`;
const failures = results.flatMap((result) => result.failures ?? []);
if (failures.length > 0) console.log(`\nWhat failed:\n\n${failures.map(indented).join('\n\n')}`);

console.log(`\n${results.map(({ line }) => line).join('\n')}\n\nAll of it took ${seconds(started)}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
