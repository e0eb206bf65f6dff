import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE, runningEmbedded, startEmbedded } from '../postgres/embedded.ts';
import { PROJECT } from '../postgres/place.ts';
import { build } from './build.ts';
import { runningStart } from './claim.ts';
import { developmentEnvironment, givenEnvironment, type Environment } from './environment.ts';

/*
 * `npm run migrate`, `npm run seed`, `npm run admin` and `npm run import`: a built program of the API, on DATABASE_URL, or on the embedded
 * database: the one that `npm start` runs now, or one that is started for as long as the program takes.
 */
const FOLDER = join(PROJECT, '.data');
/** Of an export of any size some megabytes are held at a time; without a limit V8 lets what is used up lie about. */
const FLAT_MEMORY = ['--max-old-space-size=128', '--max-semi-space-size=4'];
const [entry = '', ...args] = process.argv.slice(2);

async function main(): Promise<number> {
  await build(() => undefined);
  const given = givenEnvironment();
  if (args.includes('--help')) return run(entry, 'postgres://127.0.0.1/none', given);
  if (given['DATABASE_URL'] !== undefined) return run(entry, given['DATABASE_URL'], given);
  if (runningStart(FOLDER) !== undefined) return run(entry, runningEmbedded(FOLDER) ?? '', given);
  const server = await startEmbedded(FOLDER, console.log);
  try {
    const url = server.url(DATABASE);
    const migrated = entry === 'migrate' ? 0 : await run('migrate', url, given, []);
    return migrated || (await run(entry, url, given));
  } finally {
    await server.stop();
  }
}

function run(program: string, databaseUrl: string, given: Environment, options = args): Promise<number> {
  // Nothing is sent here; the addresses of stand-ins only have to be there.
  const at = { databaseUrl, opsPort: 0, standIns: { httpPort: 9, smtpPort: 9 } };
  const environment = given['APP_ENV'] === 'production' ? given : developmentEnvironment(given, FOLDER, at);
  const script = join(PROJECT, 'dist', 'apps', 'api', `${program}.js`);
  if (!existsSync(script)) throw new Error(`There is no program "${program}".`);
  const child = spawn(
    process.execPath,
    [...(program === 'import' ? FLAT_MEMORY : []), '--enable-source-maps', script, ...options],
    {
      cwd: PROJECT,
      stdio: 'inherit',
      env: environment,
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
