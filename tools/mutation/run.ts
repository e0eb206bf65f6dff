import { parseArgs } from 'node:util';
import type { Fault } from './fault.ts';
import { AREAS } from './faults/index.ts';
import { runSpecs, runWithFault, type Outcome } from './run-fault.ts';
import { tableOf, type Row } from './table.ts';

const USAGE = `Puts faults into the product, one at a time, and says which of them no test sees.

  npm run test:mutation                       every fault, one run of its tests each
  npm run test:mutation -- pin auth           the faults of these areas: ${Object.keys(AREAS).join(', ')}
  npm run test:mutation -- --name "resend"    the faults with that in their name; may be said more than once
  npm run test:mutation -- --jobs 4           so many at once; 2 otherwise
  npm run test:mutation -- --unchecked        does not first make sure that the tests succeed without a fault
  npm run test:mutation -- --list             the faults, without running anything

The lists are tools/mutation/faults/*.ts. No file is changed.
`;

const { values, positionals } = parseArgs({
  options: {
    name: { type: 'string', multiple: true, default: [] },
    jobs: { type: 'string', default: '2' },
    unchecked: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

interface Chosen {
  area: string;
  fault: Fault;
}

function chosenFaults(): Chosen[] {
  const unknown = positionals.filter((area) => !(area in AREAS));
  if (unknown.length > 0) throw new Error(`no area is called ${unknown.join(', ')}`);
  return Object.entries(AREAS)
    .filter(([area]) => positionals.length === 0 || positionals.includes(area))
    .flatMap(([area, faults]) => faults.map((fault) => ({ area, fault })))
    .filter(({ fault }) => values.name.length === 0 || values.name.some((part) => fault.name.includes(part)));
}

/** All spec files of a project in one go, on a machine that is busy. */
const CHECK_SECONDS = 1_200;

/** A test that fails anyway would see every fault. @returns the first that does */
async function failingWithoutFault(chosen: readonly Chosen[]): Promise<string | null> {
  for (const project of ['unit', 'integration', 'api']) {
    const tests = chosen.flatMap(({ fault }) => (fault.project === project ? fault.tests : []));
    if (tests.length === 0) continue;
    const { verdict, by } = await runSpecs(project, [...new Set(tests)], CHECK_SECONDS);
    if (verdict !== 'not seen') return by;
  }
  return null;
}

function print({ area, fault }: Chosen, { verdict, by }: Outcome): void {
  process.stdout.write(`${verdict.padEnd(8)}  ${area.padEnd(12)}  ${fault.name}\n`);
  if (by !== '') process.stdout.write(`${by.replace(/^/gm, ' '.repeat(24))}\n`);
}

async function runAll(chosen: readonly Chosen[]): Promise<Row[]> {
  const waiting = [...chosen];
  const rows: Row[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const outcome = await runWithFault(next.fault);
      print(next, outcome);
      rows.push({ area: next.area, isSeen: outcome.verdict === 'seen' });
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Number(values.jobs)) }, work));
  return rows;
}

async function main(): Promise<boolean> {
  const chosen = chosenFaults();
  if (chosen.length === 0) throw new Error('no fault has that in its name');
  const failing = values.unchecked ? null : await failingWithoutFault(chosen);
  if (failing !== null) throw new Error(`a test fails without any fault:\n${failing}`);
  const rows = await runAll(chosen);
  process.stdout.write(`\n${tableOf(rows)}\n`);
  return rows.every(({ isSeen }) => isSeen);
}

if (values.help) process.stdout.write(USAGE);
else if (values.list)
  for (const { area, fault } of chosenFaults()) process.stdout.write(`${area.padEnd(12)}  ${fault.name}\n`);
else {
  try {
    process.exitCode = (await main()) ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
