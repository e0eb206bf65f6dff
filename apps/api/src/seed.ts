import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { hashPassword } from '@daiko/server-auth';
import { HEAD_OFFICE_ID } from '@daiko/server-builders';
import { DealerFigureStore } from '@daiko/server-network/figures';
import { AppConfig, DATABASE_TIMEOUTS, dataSourceOptions, SettingsError } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { entities } from './entities';
import { saveCrowd } from './seed/crowd';
import { saveCrowdHistory } from './seed/crowd-history';
import { saveCrowdLogins } from './seed/crowd-logins';
import { saveDemoLegacy } from './seed/demo-legacy';
import { DEMO_PASSWORD, saveDemoNetwork } from './seed/demo-network';
import { saveDemoStates } from './seed/demo-states';
import { withoutIndexes } from './seed/without-indexes';

const USAGE = `Fills an empty database with the demo network; does nothing when there are customers already.

  npm run seed                                       the demo network
  npm run seed -- --customers 1000000 [--seed 1]     and so many customers with logins and history: up to 100,000 below
                                                     01058734, the others below other dealers, 10,000 each

Refused in production.
`;
/** The dealer of the demo network with the most customers below. */
const LARGEST = { dealer: '01058734', count: 100_000 };
/** The other dealers. Every third of them has all its customers directly below. */
const OTHERS = { dealer: HEAD_OFFICE_ID, count: 10_000, tops: 1 };

async function seed(customers: number, seedNumber: number): Promise<void> {
  const config = new AppConfig(process.env);
  if (!config.inDevelopment) throw new SettingsError(['APP_ENV: demo data is for development']);
  const db = await new DataSource(dataSourceOptions(config, entities, DATABASE_TIMEOUTS.admin)).initialize();
  try {
    const hash = await hashPassword(DEMO_PASSWORD, config);
    const [row] = await db.query<{ empty: boolean }[]>('SELECT NOT EXISTS (SELECT FROM customer) AS empty');
    if (row?.empty === true) {
      await db.transaction(async (tx) => {
        await saveDemoNetwork(tx, hash);
        await saveDemoLegacy(tx);
        await saveDemoStates(tx, hash);
      });
      process.stdout.write('demo network saved\n');
    }
    if (customers > 0) await crowd(db, customers, seedNumber, hash);
  } finally {
    await db.destroy();
  }
}

/** Saves all customers or none, so that an interrupted seed can be started again. */
async function crowd(db: DataSource, count: number, seedNumber: number, hash: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx.query<{ last: string }[]>('SELECT max(customer_id) AS last FROM customer');
    const first = Math.max(2_000_000, Number(row?.last) + 1);
    const show = progressOf(count);
    await withoutIndexes(tx, ['customer', 'contact_point'], async () => {
      let saved = 0;
      while (saved < count) {
        const part =
          saved === 0
            ? LARGEST
            : { ...OTHERS, breadth: (saved / OTHERS.count) % 3 === 0 ? OTHERS.count : undefined };
        const start = saved;
        const size = Math.min(part.count, count - start);
        const place = { ...part, count: size, first: first + start, seed: seedNumber };
        await saveCrowd(tx, place, (done) => show(start + done));
        await saveCrowdLogins(
          tx,
          { first: first + start, end: first + start + size, seed: seedNumber },
          hash,
        );
        saved += size;
      }
    });
    await tx.query('ANALYZE');
    process.stdout.write('customers and logins saved; now what happened to them\n');
    await saveCrowdHistory(tx, { first, end: first + count, seed: seedNumber });
    await tx.query(`SELECT setval('customer_number', $1)`, [first + count]);
  });
  process.stdout.write('now the figures of the dealers\n');
  await new DealerFigureStore(db).fill();
  process.stdout.write('now statistics for the planner\n');
  await db.query('VACUUM (ANALYZE)');
}

/** Prints the progress at each twentieth. */
function progressOf(count: number): (saved: number) => void {
  let shown = 0;
  return (saved) => {
    const percent = Math.floor((saved / count) * 20) * 5;
    if (percent > shown)
      process.stdout.write(`${String((shown = percent))} % (${String(saved)} of ${String(count)})\n`);
  };
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
