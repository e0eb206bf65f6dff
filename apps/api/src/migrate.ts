import 'reflect-metadata';
import { renewSearchKeys } from '@daiko/server-customer';
import { DELIVERY_QUEUE_NAMES } from '@daiko/server-notification';
import {
  AppConfig,
  DATABASE_TIMEOUTS,
  dataSourceOptions,
  migrateQueue,
  openConnection,
  Queues,
  SettingsError,
} from '@daiko/server-platform';
import type { Client } from 'pg';
import { DataSource } from 'typeorm';
import { entities } from './entities';
import { migrations, QUEUE_GRANTS } from './migrations';
import { setRolePasswords } from './role-passwords';

const USAGE = `Brings the database up to date.

  npm run migrate             runs what has not run yet
  npm run migrate -- --down   takes the last migration back, keeping data where it can

DATABASE_URL names the database, and somebody who may create tables and roles. The queue's own tables go forward only.
DATABASE_API_PASSWORD, DATABASE_WORKER_PASSWORD and DATABASE_AUDITOR_PASSWORD let daiko_api, daiko_worker and
daiko_auditor log in, with which the processes are to connect.
`;

async function migrate(down: boolean): Promise<void> {
  const config = new AppConfig(process.env);
  const db = await new DataSource({
    ...dataSourceOptions(config, entities, DATABASE_TIMEOUTS.admin),
    migrations,
  }).initialize();
  try {
    if (down) await db.undoLastMigration({ transaction: 'each' });
    else
      for (const { name } of await db.runMigrations({ transaction: 'each' }))
        process.stdout.write(`migrated: ${name}\n`);
    if (!down) await renewKeys(db);
  } finally {
    await db.destroy();
  }
  if (down) return;
  await onConnection(config, async (client) => {
    if (config.values.QUEUE_BACKEND === 'postgres') {
      await migrateQueue(client);
      await client.query(QUEUE_GRANTS);
    }
    for (const role of await setRolePasswords(client, config.values))
      process.stdout.write(`can log in: ${role}\n`);
  });
  if (config.values.QUEUE_BACKEND !== 'postgres') return;
  const queues = new Queues(config);
  await queues.prepare(DELIVERY_QUEUE_NAMES).finally(() => queues.close());
}

/**
 * Renews keys that only the program can make and a migration cannot. If it is interrupted, it continues at the next
 * start.
 */
async function renewKeys(db: DataSource): Promise<void> {
  const renewed = await renewSearchKeys(db);
  if (renewed > 0) process.stdout.write(`search keys renewed: ${String(renewed)}\n`);
}

async function onConnection(config: AppConfig, work: (client: Client) => Promise<void>): Promise<void> {
  const { DATABASE_URL } = config.values;
  const client = await openConnection(DATABASE_URL, DATABASE_TIMEOUTS.admin, 'daiko-migrate');
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

const args = process.argv.slice(2);
if (args.includes('--help')) process.stdout.write(USAGE);
else {
  migrate(args.includes('--down')).catch((error: unknown) => {
    process.stderr.write(
      `${error instanceof SettingsError ? error.message : String((error as Error).stack)}\n`,
    );
    process.exitCode = 1;
  });
}
