import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { hashPassword } from '@daiko/server-auth';
import { AppConfig, DATABASE_TIMEOUTS, dataSourceOptions, SettingsError } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { entities } from './entities';
import { saveCrowd } from './seed/crowd';
import { saveDemoLegacy } from './seed/demo-legacy';
import { DEMO_PASSWORD, saveDemoNetwork } from './seed/demo-network';
import { saveDemoStates } from './seed/demo-states';

const USAGE = `Fills an empty database with the demo network; does nothing when there are customers already.

  npm run seed                                       the demo network
  npm run seed -- --customers 100000 [--seed 1]      and so many customers below 01058734

Refused in production.
`;
const CROWD_ROOT = '00000001.01058734';

async function seed(customers: number, seedNumber: number): Promise<void> {
  const config = new AppConfig(process.env);
  if (!config.inDevelopment) throw new SettingsError(['APP_ENV: demo data is for development']);
  const db = await new DataSource(dataSourceOptions(config, entities, DATABASE_TIMEOUTS.admin)).initialize();
  try {
    const [row] = await db.query<{ empty: boolean }[]>('SELECT NOT EXISTS (SELECT FROM customer) AS empty');
    if (row?.empty === true) {
      const hash = await hashPassword(DEMO_PASSWORD, config);
      await db.transaction(async (tx) => {
        await saveDemoNetwork(tx, hash);
        await saveDemoLegacy(tx);
        await saveDemoStates(tx, hash);
      });
      process.stdout.write('demo network saved\n');
    }
    if (customers > 0) await crowd(db, customers, seedNumber);
  } finally {
    await db.destroy();
  }
}

async function crowd(db: DataSource, count: number, seedNumber: number): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx.query<{ last: string }[]>('SELECT max(customer_id) AS last FROM customer');
    const first = Math.max(2_000_000, Number(row?.last) + 1);
    let shown = 0;
    await saveCrowd(tx, { count, seed: seedNumber, root: CROWD_ROOT, first }, (saved) => {
      const percent = Math.floor((saved / count) * 20) * 5;
      if (percent > shown)
        process.stdout.write(`${String((shown = percent))} % (${String(saved)} of ${String(count)})\n`);
    });
    await tx.query(`SELECT setval('customer_number', $1)`, [first + count]);
  });
}

const { values } = parseArgs({
  options: {
    help: { type: 'boolean' },
    customers: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
  },
});
if (values.help === true) process.stdout.write(USAGE);
else {
  seed(Number(values.customers), Number(values.seed)).catch((error: unknown) => {
    process.stderr.write(
      `${error instanceof SettingsError ? error.message : String((error as Error).stack)}\n`,
    );
    process.exitCode = 1;
  });
}
