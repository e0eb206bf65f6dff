import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { Rig } from '../faults/rig.ts';
import { build } from '../start/build.ts';
import { npmSucceeds } from '../start/npm.ts';
import type { Bench, Finding } from './finding.ts';
import { pinRequest, RUNS_PER_ROUND, sessionLookup, signIn } from './measures.ts';
import { pickUp } from './pick-up.ts';

const USAGE = `Measures the product and its peers in turn, on this machine, and prints ratios.

  npm run bench                            everything, five rounds of four seconds
  npm run bench -- P1 P4                   those alone
  npm run bench -- --rounds 7 --seconds 5

A ratio that is more than 20 % worse than in the last result of tools/bench/results is red.
`;

const MEASURES = { P1: sessionLookup, P2: signIn, P3: pinRequest, P4: pickUp };
const RESULTS = join(import.meta.dirname, 'results');
/** How much worse than the last time is too much. */
const REGRESSION = 0.2;

type Name = keyof typeof MEASURES;
const isMeasure = (name: string): name is Name => Object.hasOwn(MEASURES, name);

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '4' },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const names = positionals.length > 0 ? positionals : Object.keys(MEASURES);
  if (values.help || !names.every(isMeasure)) return say(USAGE, values.help);
  if (!existsSync(join(import.meta.dirname, 'node_modules')) && !(await installPeers())) return false;
  say('Building what changed ...', true);
  await build(() => undefined);
  const findings = await measure(names.filter(isMeasure), Number(values.rounds), Number(values.seconds));
  show(findings, lastResult());
  save(findings);
  return true;
}

function installPeers(): Promise<boolean> {
  return npmSucceeds(['ci', '--prefix', import.meta.dirname, '--no-audit', '--no-fund', '--loglevel=error']);
}

async function measure(names: Name[], rounds: number, seconds: number): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'daiko-bench-'));
  const rig = await Rig.start({
    people: 1_000 + RUNS_PER_ROUND * rounds,
    settings: { SENDS_PER_DESTINATION: '1000' },
  });
  const bench: Bench = { rig, folder, rounds, seconds };
  try {
    const findings: Finding[] = [];
    for (const name of names) {
      say(`${name} ...`, true);
      findings.push(...(await MEASURES[name](bench)));
    }
    return findings;
  } finally {
    await rig.stop();
    rmSync(folder, { recursive: true });
  }
}

function lastResult(): Finding[] {
  const last = existsSync(RESULTS) ? readdirSync(RESULTS).sort().at(-1) : undefined;
  return last === undefined ? [] : (JSON.parse(readFileSync(join(RESULTS, last), 'utf8')) as Finding[]);
}

function show(findings: Finding[], before: Finding[]): void {
  for (const finding of findings) {
    const { id, what, figure, unit, against, peer, ratio, goal, reached } = finding;
    const then = before.find((one) => one.id === id && one.what === what && one.against === against);
    const line = [
      id,
      `${what}: ${figure.toFixed(1)} ${unit}`,
      `${against}: ${peer.toFixed(1)} ${unit}`,
      `${ratio.toFixed(2)} ×`,
      `goal ${goal}: ${reached ? 'reached' : 'missed'}`,
    ].join(' | ');
    say(then && isWorse(finding, then) ? styleText('red', line) : line, true);
  }
}

/** Times are better when short, everything else when long. */
function isWorse(now: Finding, then: Finding): boolean {
  const change = now.unit === 'ms' ? now.ratio / then.ratio : then.ratio / now.ratio;
  return change > 1 + REGRESSION;
}

function save(findings: Finding[]): void {
  mkdirSync(RESULTS, { recursive: true });
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(join(RESULTS, `${day}.json`), `${JSON.stringify(findings, null, 2)}\n`);
}

function say(sentence: string, result: boolean): boolean {
  process.stdout.write(`${sentence}\n`);
  return result;
}

process.exitCode = (await main()) ? 0 : 1;
