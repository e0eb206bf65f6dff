import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { succeeds } from '../test/step.ts';
import { figuresIn, goalsWithout, tableOf, type Figure } from './figures.ts';

const USAGE = `Attacks the system as a stranger, a customer, a dealer and a process that was taken over would (docs/security),
and closes with a table of figures, S1 to S11.

  npm run test:security             a few minutes; npm test holds the same files
  npm run test:security -- --long   as many requests and samples as the published figures ask for; hours
  npm run test:security -- roles    the files with that in their name
`;

/** What is run together, one after the other. */
interface Round {
  projects: string[];
  files: string[];
  /** Files at once: what measures time shares the machine with nothing of ours. */
  workers: number;
}

/** Where each figure of docs/security/asvs.md comes from. */
const ROUNDS: Round[] = [
  { projects: ['api'], files: ['floods', 'leaving', 'protocol', 'session-end', 'timing'], workers: 1 },
  {
    projects: ['unit', 'integration', 'api'],
    files: [
      'addresses',
      'admin-audit',
      'any-export',
      'audit-trail',
      'audited',
      'authorisation',
      'bad-input',
      'closed-password',
      'connections',
      'consolidation-undo',
      'contact-consent',
      'credential-change',
      'credential-reset',
      'cross-site',
      'decoy-',
      'enumeration',
      'games',
      'generated',
      'guessing',
      'headers',
      'hostile.api',
      'import-',
      'imports',
      'key-exchange',
      'locks.api',
      'mail-link',
      'network-scope',
      'not-me',
      'old-logins',
      'operators',
      'parameters',
      'pin-race',
      'pin.service',
      'production',
      'progress',
      'readings',
      'recovery-reopening',
      'right-person',
      'roles',
      'second-person',
      'secrecy',
      'send-budget.limit',
      'sends',
      'session.integration',
      'sign-in',
      'spraying',
      'suspension',
      'twilio-webhook',
      'voice-call',
      'wrong-order',
    ],
    workers: 2,
  },
  { projects: ['faults'], files: ['leak', 'locks'], workers: 1 },
];

const { values, positionals } = parseArgs({
  options: { long: { type: 'boolean', default: false }, help: { type: 'boolean' } },
  allowPositionals: true,
});

async function run(
  { projects, workers }: Round,
  files: string[],
  report: string,
): Promise<{ isGood: boolean; figures: Figure[] }> {
  const settings: Record<string, string> = values.long ? { SECURITY_LONG: '1' } : {};
  const chosen = projects.flatMap((project) => ['--project', project]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = ['run', ...chosen, `--maxWorkers=${String(workers)}`, ...files, ...reporters];
  const ok = await succeeds('vitest', args, settings);
  return { isGood: ok, figures: figuresOf(report) };
}

/** None of a run that broke off before it could write. */
function figuresOf(report: string): Figure[] {
  try {
    return figuresIn(report);
  } catch {
    return [];
  }
}

async function runAll(folder: string): Promise<boolean> {
  const isWanted = (name: string) =>
    positionals.length === 0 || positionals.some((part) => name.includes(part));
  const figures: Figure[] = [];
  let isGood = true;
  for (const [index, round] of ROUNDS.entries()) {
    const files = round.files.filter(isWanted);
    if (files.length === 0) continue;
    const result = await run(round, files, join(folder, `${String(index)}.json`));
    figures.push(...result.figures);
    isGood &&= result.isGood;
  }
  const absent = positionals.length === 0 ? goalsWithout(figures) : [];
  const verdict = isGood && absent.length === 0 ? 'everything is as wanted' : 'NOT everything is as wanted';
  process.stdout.write(`\n${tableOf(figures)}\n\n${String(figures.length)} figures; ${verdict}\n`);
  return isGood && absent.length === 0;
}

if (values.help === true) process.stdout.write(USAGE);
else {
  const folder = mkdtempSync(join(tmpdir(), 'daiko-security-'));
  try {
    process.exitCode = (await runAll(folder)) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
