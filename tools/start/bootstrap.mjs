// Runs on whatever Node the machine has (20 or newer) and without any package: it installs what is missing
// and hands over to the pinned Node, which runs TypeScript as it is.
import { spawn } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const bin = (name) => join(project, 'node_modules', '.bin', name);

/** What each npm script runs: arguments of the pinned Node. */
const COMMANDS = {
  start: ['tools/start/start.ts'],
  dev: ['tools/start/dev.ts'],
  test: ['tools/test/test.ts'],
  migrate: ['tools/start/run-entry.ts', 'migrate'],
  seed: ['tools/start/run-entry.ts', 'seed'],
  import: ['tools/start/run-entry.ts', 'import'],
  admin: ['tools/start/run-entry.ts', 'admin'],
  build: [bin('nx'), 'run-many', '-t', 'build'],
  lint: [bin('nx'), 'run-many', '-t', 'lint'],
  typecheck: [bin('nx'), 'run-many', '-t', 'typecheck'],
  format: [bin('prettier'), '--write', '.'],
  e2e: ['tools/test/test.ts', 'browser'],
  screens: ['tools/test/screens.ts'],
  openapi: [
    bin('vitest'),
    'run',
    '--project',
    'api',
    'apps/api/test/operations/openapi.api.spec.ts',
    '--update',
  ],
  'test:faults': ['tools/faults/run.ts'],
  'test:mutation': ['tools/mutation/run.ts'],
  'test:security': ['tools/security/run.ts'],
  sbom: ['tools/supply-chain/sbom.ts'],
  licences: ['tools/supply-chain/licences.ts'],
  audit: ['tools/supply-chain/audit.ts'],
  bench: ['tools/bench/bench.ts'],
};

/** True when every package of the lock file is there in its version; those of other platforms may be absent. */
function isInstalled() {
  const installedPath = join(project, 'node_modules', '.package-lock.json');
  if (!existsSync(installedPath) || !existsSync(bin('node'))) return false;
  const locked = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedPath, 'utf8')).packages;
  return Object.entries(locked).every(([path, { version, optional, extraneous, link }]) => {
    if (path === '' || link) return true;
    return installed[path] ? installed[path].version === version : Boolean(optional || extraneous);
  });
}

/** npm ci empties node_modules first. Where that is a link, it would empty the folder of another copy of the project. */
function isLink() {
  return lstatSync(join(project, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** Runs a program in the foreground; signals reach it whether they were sent to the group or to us alone. */
function run(command, args, channel = []) {
  const child = spawn(command, args, {
    cwd: project,
    env: { ...process.env, START_PID: String(process.pid) },
    stdio: ['inherit', 'inherit', 'inherit', ...channel],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) whenParentIsGone(() => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });
}

/** npm that is killed with -9 passes nothing on; only that we have another parent tells. */
function whenParentIsGone(then) {
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || then(), 500).unref();
}

function install() {
  console.log(
    'Installing the packages of package-lock.json (npm ci). The first time this takes a minute or two ...',
  );
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  return npm ? run(process.execPath, [npm, ...args]) : run('npm', args);
}

const [name = 'start', ...rest] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) {
  console.error(`No command "${name}". There are: ${Object.keys(COMMANDS).join(', ')}`);
  process.exit(2);
}
if (!isInstalled()) {
  if (isLink()) {
    console.error(
      'node_modules is a link, and what it points to lacks packages. Run npm ci there, or remove the link.',
    );
    process.exit(1);
  }
  if ((await install()) !== 0) {
    console.error('npm ci did not succeed. What it says above names the reason; then start again.');
    process.exit(1);
  }
}
const endWithParent = join(project, 'tools', 'start', 'end-with-parent.mjs');
process.exit(await run(bin('node'), ['--import', endWithParent, ...command, ...rest], ['ipc']));
