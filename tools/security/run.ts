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

/** Where each figure of docs/security/asvs.md comes from. */
const FILES: Record<string, string[]> = {
  unit: ['decoy-lists'],
  api: [
    'addresses',
    'admin-audit',
    'authorisation',
    'bad-input',
    'connections',
    'consolidation-undo',
    'cross-site',
    'enumeration',
    'floods',
    'games',
    'generated',
    'guessing',
    'headers',
    'hostile.api',
    'import-numbers',
    'imports',
    'leaving',
    'locks',
    'parameters',
    'pin-race',
    'production',
    'progress',
    'protocol',
    'readings',
    'roles',
    'sends',
    'session-end',
    'timing',
    'wrong-order',
  ],
  integration: [
    'guessing',
    'pin.service',
    'sign-in',
    'session.integration',
    'mail-link',
    'not-me',
    'credential-reset',
    'credential-change',
    'secrecy',
    'audited',
    'audit-trail',
    'network-scope',
    'recovery-reopening',
    'twilio-webhook',
    'voice-call',
    'send-budget.limit',
    'closed-password',
    'decoy-',
    'spraying',
    'suspension',
    'key-exchange',
    'right-person',
    'old-logins',
    'second-person',
    'contact-consent',
    'operators',
    'import-',
    'any-export',
  ],
  faults: ['leak', 'locks'],
};

const { values, positionals } = parseArgs({
  options: { long: { type: 'boolean', default: false }, help: { type: 'boolean' } },
  allowPositionals: true,
});

/** Runs files of one of Vitest's projects, one after the other: what is timed shares the machine with nothing of ours. */
async function run(
  project: string,
  files: string[],
  report: string,
): Promise<{ isGood: boolean; figures: Figure[] }> {
  const settings: Record<string, string> = values.long ? { SECURITY_LONG: '1' } : {};
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = ['run', '--project', project, '--no-file-parallelism', ...files, ...reporters];
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
  for (const [project, names] of Object.entries(FILES)) {
    const files = names.filter(isWanted);
    if (files.length === 0) continue;
    const result = await run(project, files, join(folder, `${project}.json`));
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
