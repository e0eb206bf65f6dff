import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, warmPool, type TestDatabase } from './test-database';

describe('testDatabase', () => {
  let first: TestDatabase;
  let second: TestDatabase;

  beforeAll(async () => {
    [first, second] = await Promise.all([testDatabase(), testDatabase()]);
  });
  afterAll(() => Promise.all([first.drop(), second.drop()]));

  it('has every table of the migrations and the tables of the queue', async () => {
    const tables = await first.db.query<{ name: string }[]>(
      "SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('public', 'bullmq')",
    );
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['public.customer', 'public.notification', 'bullmq.job']),
    );
  });

  it('shares no row with the database of another file', async () => {
    const count = "SELECT count(*)::int AS count FROM rank WHERE code = 'test'";
    await first.db.query("INSERT INTO rank (code, name, role) VALUES ('test', 'test', 'customer')");
    expect(await first.db.query(count)).toEqual([{ count: 1 }]);
    expect(await second.db.query(count)).toEqual([{ count: 0 }]);
  });

  it('opens as many connections as are to race', async () => {
    await warmPool(first.db, 12);
    const [row] = await first.db.query<{ connections: number }[]>(
      'SELECT count(*)::int AS connections FROM pg_stat_activity WHERE datname = current_database()',
    );
    expect(row?.connections).toBe(12);
  });
});
