import { DATABASE_TIMEOUTS, openConnection } from '@daiko/server-platform';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { testDatabase, type TestDatabase } from './test-database';

describe('a connection of its own', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  const open = (idleInTransactionMs = 5_000) =>
    openConnection(database.url, { ...DATABASE_TIMEOUTS.import, idleInTransactionMs }, 'of-its-own');
  const isThere = async () => {
    const [row] = await database.db.query<{ there: boolean }[]>(
      "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'of-its-own') AS there",
    );
    return row?.there;
  };

  it.each<[string, () => Promise<unknown>]>([
    [
      'while PostgreSQL is stopped',
      () =>
        database.db.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'of-its-own'",
        ),
    ],
    ['because its reader is slow', () => Promise.resolve()],
  ])(
    'that ends between two statements %s ends no process, and refuses the next statement',
    async (_why, end) => {
      const client = await open(50);
      const isTold = vi.fn<() => void>();
      client.once('end', isTold);
      await client.query('BEGIN');
      await end();
      await vi.waitFor(async () => expect(await isThere()).toBe(false), 5_000);
      await vi.waitFor(() => expect(isTold).toHaveBeenCalled(), 5_000);
      await expect(client.query('SELECT 1')).rejects.toThrow();
      await client.end();
    },
  );
});
