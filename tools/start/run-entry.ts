import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE, runningEmbedded, startEmbedded } from '../postgres/embedded.ts';
import { PROJECT } from '../postgres/place.ts';
import { build } from './build.ts';
import { runningStart } from './claim.ts';
import { developmentEnvironment, givenEnvironment, type Environment } from './environment.ts';

/*
 * `npm run migrate` and `npm run seed`: a built program of the API, on DATABASE_URL, or on the embedded database:
 * the one that `npm start` runs now, or one that is started for as long as the program takes.
 */
const FOLDER = join(PROJECT, '.data');
const [entry = '', ...args] = process.argv.slice(2);

async function main(): Promise<number> {
  await build(() => undefined);
  const given = givenEnvironment();
  if (given['DATABASE_URL'] !== undefined) return run(given['DATABASE_URL'], given);
  if (runningStart(FOLDER) !== undefined) return run(runningEmbedded(FOLDER) ?? '', given);
  const server = await startEmbedded(FOLDER, console.log);
  try {
    return await run(server.url(DATABASE), given);
  } finally {
    await server.stop();
  }
}

function run(databaseUrl: string, given: Environment): Promise<number> {
  // Nothing is sent here; the addresses of stand-ins only have to be there.
  const at = { databaseUrl, opsPort: 0, standIns: { httpPort: 9, smtpPort: 9 } };
  const environment = given['APP_ENV'] === 'production' ? given : developmentEnvironment(given, FOLDER, at);
  const script = join(PROJECT, 'dist', 'apps', 'api', `${entry}.js`);
  if (!existsSync(script)) throw new Error(`There is no program "${entry}".`);
  const child = spawn(process.execPath, ['--enable-source-maps', script, ...args], {
    cwd: PROJECT,
    stdio: 'inherit',
    env: environment,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
