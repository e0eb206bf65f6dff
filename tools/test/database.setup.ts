import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runMigrations as migrateQueue } from 'bullmq';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { TestProject } from 'vitest/node';
import { migrations, QUEUE_GRANTS } from '../../apps/api/src/migrations/index.ts';
import { serverAccount } from '../postgres/account.ts';
import { createDataDirectory } from '../postgres/data-directory.ts';
import { reachableBinaries } from '../postgres/place.ts';
import { startServer, type PostgresServer } from '../postgres/server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the server's maintenance database. */
    testServer: string;
    /** Name of the migrated database that every spec file clones. */
    testTemplate: string;
  }
}

/** Of the processes' roles, on servers that hold nothing but tests; also in libs/server/testing. */
const ROLE_PASSWORD = 'for-tests-alone';

interface TestServer {
  url: string;
  template: string;
  stop: () => Promise<void>;
}

/** The setup runs once per Vitest project in one process; the projects share one server. */
const shared = globalThis as typeof globalThis & { daikoTestServer?: Promise<TestServer> };

/** Provides a migrated template on TEST_DATABASE_URL, or on a server of our own in a temporary folder. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.daikoTestServer ??= prepare();
  const { url, template, stop } = await shared.daikoTestServer;
  project.provide('testServer', url);
  project.provide('testTemplate', template);
  return stop;
}

async function prepare(): Promise<TestServer> {
  const server = await (process.env['TEST_DATABASE_URL']
    ? givenServer(process.env['TEST_DATABASE_URL'])
    : ownServer());
  const template = `template_${randomBytes(6).toString('hex')}`;
  await withClient(server.url, (client) => client.query(`CREATE DATABASE ${template}`));
  const url = new URL(server.url);
  url.pathname = `/${template}`;
  await migrate(url.href);
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await withClient(server.url, (client) => client.query(`DROP DATABASE ${template} WITH (FORCE)`));
    await server.stop();
  };
  return { url: server.url, template, stop: () => (stopped ??= stop()) };
}

function givenServer(url: string): { url: string; stop: () => Promise<void> } {
  return { url, stop: () => Promise.resolve() };
}

/** Durability is off: what a test database holds need not survive anything. */
async function ownServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'daiko-test-'));
  chmodSync(folder, 0o755); // as root, the server runs as another account and has to come in
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const server = await startIn(join(folder, 'postgres'));
    return { url: server.url('postgres'), stop: () => server.stop().then(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

async function startIn(dataDirectory: string): Promise<PostgresServer> {
  const account = serverAccount(dataDirectory);
  const password = randomBytes(12).toString('hex');
  const binaries = await reachableBinaries(account);
  await createDataDirectory(binaries, dataDirectory, password, account);
  const settings = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=400',
    'autovacuum=off',
  ];
  return startServer({ binaries, dataDirectory, account, password, settings });
}

async function migrate(url: string): Promise<void> {
  const database = new DataSource({ type: 'postgres', url, migrations });
  await database.initialize();
  await database.runMigrations();
  await database.destroy();
  await withClient(url, async (client) => {
    await migrateQueue(client);
    await client.query(QUEUE_GRANTS);
    for (const role of ['daiko_api', 'daiko_worker', 'daiko_auditor'])
      await client.query(`ALTER ROLE ${role} LOGIN PASSWORD '${ROLE_PASSWORD}'`);
  });
}

async function withClient(url: string, use: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
