import 'reflect-metadata';
import { DELIVERY_QUEUE_NAMES } from '@daiko/server-notification';
import {
  AppConfig,
  dataSourceOptions,
  migrateQueue,
  Queues,
  SettingsError,
  WORK_PATIENCE,
} from '@daiko/server-platform';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { entities } from './entities';
import { migrations } from './migrations';

const USAGE = `Brings the database up to date.

  npm run migrate             runs what has not run yet
  npm run migrate -- --down   takes the last migration back, keeping data where it can

DATABASE_URL names the database. The queue's own tables go forward only.
`;

async function migrate(down: boolean): Promise<void> {
  const config = new AppConfig(process.env);
  const db = await new DataSource({
    ...dataSourceOptions(config, entities, WORK_PATIENCE),
    migrations,
  }).initialize();
  try {
    if (down) await db.undoLastMigration({ transaction: 'each' });
    else
      for (const { name } of await db.runMigrations({ transaction: 'each' }))
        process.stdout.write(`migrated: ${name}\n`);
  } finally {
    await db.destroy();
  }
  if (!down && config.values.QUEUE_BACKEND === 'postgres') await migrateQueueTables(config);
}

async function migrateQueueTables(config: AppConfig): Promise<void> {
  const client = new Client({ connectionString: config.values.DATABASE_URL });
  await client.connect();
  try {
    await migrateQueue(client);
  } finally {
    await client.end();
  }
  const queues = new Queues(config);
  await queues.prepare(DELIVERY_QUEUE_NAMES).finally(() => queues.close());
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
