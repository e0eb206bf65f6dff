import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { canReach, serverAccount, type Account } from './account.ts';
import type { PostgresBinaries } from './binaries.ts';
import { createDataDirectory, removeUnfinished } from './data-directory.ts';
import { endOrphan } from './orphan.ts';
import { OUTSIDE, reachableBinaries } from './place.ts';
import { startServer, type PostgresServer } from './server.ts';

/** The database of the system on the embedded server. */
export const DATABASE = 'daiko';

/** Where the server of `folder` keeps its files; outside when the account that it runs as cannot come in. */
export function dataDirectoryOf(folder: string): string {
  const inside = join(folder, 'postgres');
  return canReach(inside, serverAccount(inside)) ? inside : join(OUTSIDE, 'postgres');
}

/**
 * Starts the embedded server of `folder`, making it at the first time.
 * @param say tells a person what happens, a sentence at a time
 * @throws a sentence that says what to do when it cannot run
 */
export async function startEmbedded(
  folder: string,
  say: (sentence: string) => void,
): Promise<PostgresServer> {
  mkdirSync(folder, { recursive: true });
  const dataDirectory = dataDirectoryOf(folder);
  const account = serverAccount(dataDirectory);
  if (!dataDirectory.startsWith(folder)) {
    say(`Only root may enter this folder and PostgreSQL refuses root: its files are in ${dataDirectory}`);
  }
  const binaries = await reachableBinaries(account);
  const version = programVersion(binaries, account);
  const password = passwordOf(folder);
  await endOrphan(dataDirectory);
  removeUnfinished(dataDirectory);
  if (existsSync(dataDirectory)) requireVersion(dataDirectory, version);
  else await createDataDirectory(binaries, dataDirectory, password, account);
  const settings = ['max_connections=200'];
  const server = await startServer({ binaries, dataDirectory, account, password, settings });
  await ensureDatabase(server.url('postgres'));
  return server;
}

/** The URL of the embedded server that another process has started in `folder`, or undefined. */
export function runningEmbedded(folder: string): string | undefined {
  const lock = join(dataDirectoryOf(folder), 'postmaster.pid');
  if (!existsSync(lock)) return undefined;
  const port = readFileSync(lock, 'utf8').split('\n')[3];
  return `postgres://postgres:${passwordOf(folder)}@127.0.0.1:${String(port)}/${DATABASE}`;
}

/** Runs the program once: it tells its version, and whether its libraries are there. */
function programVersion(binaries: PostgresBinaries, account: Account | undefined): string {
  try {
    const options = { ...account, cwd: '/', encoding: 'utf8', stdio: 'pipe' } as const;
    return /(\d+)/.exec(execFileSync(binaries.postgres, ['--version'], options))?.[1] ?? '';
  } catch (cause) {
    const { stderr, message } = cause as Error & { stderr?: string };
    throw new Error(
      `The packaged PostgreSQL does not run here (${stderr?.trim() ?? message}). Install what it misses, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
}

function requireVersion(dataDirectory: string, version: string): void {
  const path = join(dataDirectory, 'PG_VERSION');
  const found = existsSync(path) ? readFileSync(path, 'utf8').trim() : '(unknown)';
  if (found === version) return;
  throw new Error(
    `${dataDirectory} was made by PostgreSQL ${found}, and this one is ${version}. Set DATABASE_URL to a PostgreSQL ${found} that keeps it, or delete it and begin anew: npm start -- --fresh`,
  );
}

function passwordOf(folder: string): string {
  const path = join(folder, 'database-password');
  if (!existsSync(path)) writeFileSync(path, randomBytes(18).toString('base64url'), { mode: 0o600 });
  return readFileSync(path, 'utf8');
}

async function ensureDatabase(maintenanceUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl });
  await client.connect();
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  await client.end();
}
