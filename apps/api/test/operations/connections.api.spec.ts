import {
  DATABASE_TIMEOUTS,
  databaseRefusal,
  dataSourceOptions,
  ReaderLeft,
  SafeDataSource,
  whileReading,
  withTimeouts,
  type DatabaseTimeouts,
} from '@daiko/server-platform';
import { testConfig, testDatabase, type TestDatabase } from '@daiko/server-testing';
import { DataSource, type EntityManager } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

describe('a connection to PostgreSQL', () => {
  let database: TestDatabase;
  const opened: DataSource[] = [];

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((db) => db.destroy()));
  });
  afterAll(() => database.drop());

  /** With one connection, so that the next who asks gets what the one before has left. */
  const open = async (timeouts: Partial<DatabaseTimeouts> = {}): Promise<DataSource> => {
    const config = testConfig({ DATABASE_URL: database.as('daiko_api'), DATABASE_POOL_SIZE: '1' });
    const options = dataSourceOptions(config, [], { ...DATABASE_TIMEOUTS.api, ...timeouts });
    const db = await new SafeDataSource(options).initialize();
    opened.push(db);
    return db;
  };
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => expect.fail('it succeeded'),
      (error: unknown) => error,
    );
  const stateOf = async (db: DataSource) => {
    const [row] = await db.query<{ pid: number; role: string; path: string | null }[]>(
      `SELECT pg_backend_pid() AS pid, current_user AS role, nullif(current_setting('daiko.path', true), '') AS path`,
    );
    return row!;
  };
  const becomeViewer = (tx: EntityManager) =>
    tx.query(`SELECT set_config('daiko.path', '00000001', true), set_config('role', 'daiko_viewer', true)`);

  it.each(Object.entries(DATABASE_TIMEOUTS))('of %s has its limits in the server', async (_, timeouts) => {
    const db = await open(timeouts);
    const [row] = await db.query<unknown[]>(
      `SELECT (SELECT setting::int FROM pg_settings WHERE name = 'lock_timeout') AS "lockMs",
              (SELECT setting::int FROM pg_settings WHERE name = 'statement_timeout') AS "statementMs",
              (SELECT setting::int FROM pg_settings WHERE name = 'idle_in_transaction_session_timeout') AS "idleInTransactionMs"`,
    );
    const { lockMs, statementMs, idleInTransactionMs } = timeouts;
    expect(row).toEqual({ lockMs, statementMs, idleInTransactionMs });
  });

  it('goes back clean when the server ends a statement that takes too long', async () => {
    const db = await open({ statementMs: 100 });
    const { pid } = await stateOf(db);
    const error = await failure(
      db.transaction(async (tx) => {
        await becomeViewer(tx);
        await tx.query('SELECT pg_sleep(10)');
      }),
    );
    expect(databaseRefusal(error)).toBe('busy');
    expect(await stateOf(db)).toEqual({ pid, role: 'daiko_api', path: null });
  });

  it('is thrown away when the client has stopped listening to a statement that still runs', async () => {
    const db = await open({ statementMs: 1_500, answerMs: 100 });
    const { pid } = await stateOf(db);
    const error = await failure(
      db.transaction(async (tx) => {
        await becomeViewer(tx);
        await tx.query('SELECT pg_sleep(1)');
      }),
    );
    expect(databaseRefusal(error)).toBe('away');
    const next = await stateOf(db);
    expect(next).toMatchObject({ role: 'daiko_api', path: null });
    expect(next.pid).not.toBe(pid);
    await gone(pid);
  });

  it('is thrown away when a single statement is still running', async () => {
    const db = await open({ statementMs: 1_500, answerMs: 100 });
    const { pid } = await stateOf(db);
    expect(databaseRefusal(await failure(db.query('SELECT pg_sleep(1)')))).toBe('away');
    expect((await stateOf(db)).pid).not.toBe(pid);
    await gone(pid);
  });

  it('is thrown away when a transaction was left open on it', async () => {
    const db = await open();
    const runner = db.createQueryRunner();
    const [{ pid }] = (await runner.query('SELECT pg_backend_pid() AS pid')) as unknown as [{ pid: number }];
    await runner.query('BEGIN');
    await runner.release();
    expect((await stateOf(db)).pid).not.toBe(pid);
    await gone(pid);
  });

  it('ends with a pause within a transaction, and says so', async () => {
    const db = await open({ idleInTransactionMs: 100 });
    const error = await failure(
      db.transaction(async (tx) => {
        const [row] = await tx.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
        await gone(row!.pid);
        await tx.query('SELECT 1');
      }),
    );
    expect(error).toMatchObject({ code: '25P03' });
    expect(databaseRefusal(error)).toBe('away');
    expect(await stateOf(db)).toMatchObject({ role: 'daiko_api', path: null });
  });

  it('ends its statement in the server when the reader of a long answer leaves', async () => {
    const db = await open({ statementMs: 60_000, answerMs: 61_000 });
    const { pid } = await stateOf(db);
    const leaving = new AbortController();
    const answer = failure(
      whileReading(leaving.signal, () =>
        db.transaction(async (tx) => {
          await becomeViewer(tx);
          await tx.query('SELECT pg_sleep(50)');
        }),
      ),
    );
    await vi.waitFor(async () => {
      const sleeping = "SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'";
      expect(await database.db.query<unknown[]>(sleeping, [pid])).toHaveLength(1);
    });
    leaving.abort();
    expect(await answer).toBeInstanceOf(ReaderLeft);
    await gone(pid);
    expect(await stateOf(db)).toMatchObject({ role: 'daiko_api', path: null });
    await expect(whileReading(leaving.signal, () => stateOf(db))).rejects.toThrow(ReaderLeft);
  });

  it('has its own limits again after statements that may take longer', async () => {
    const db = await open({ statementMs: 200, answerMs: 400 });
    const error = await failure(
      db.transaction(async (tx) => {
        await withTimeouts(tx, { statementMs: 3_000 }).query('SELECT pg_sleep(0.6)', []);
        await tx.query('SELECT pg_sleep(10)');
      }),
    );
    expect(error).toMatchObject({ code: '57014' });
  });

  it('tells a lock that is not free and a deadlock from a bug', async () => {
    const db = await open({ lockMs: 100 });
    const other = await open({ lockMs: 0, statementMs: 10_000, answerMs: 11_000 });
    const lock = (tx: EntityManager, key: number) => tx.query('SELECT pg_advisory_xact_lock($1)', [key]);
    await other.transaction(async (tx) => {
      await lock(tx, 1);
      const error = await failure(db.query('SELECT pg_advisory_lock(1)'));
      expect([databaseRefusal(error), error]).toMatchObject(['busy', { code: '55P03' }]);
    });
    const patient = await open({ lockMs: 0, statementMs: 10_000, answerMs: 11_000 });
    const results = await Promise.allSettled(
      [other, patient].map((one, index) =>
        one.transaction(async (tx) => {
          await lock(tx, index);
          await vi.waitFor(async () => {
            const [row] = await database.db.query<{ held: number }[]>(HELD);
            expect(row?.held).toBe(2);
          });
          await lock(tx, 1 - index);
        }),
      ),
    );
    const [lost] = results.filter((result) => result.status === 'rejected');
    expect([databaseRefusal(lost?.reason), lost?.reason]).toMatchObject(['busy', { code: '40P01' }]);
    for (const bug of ['SELECT nothing', 'SELECT 1 / 0', 'SELECT * FROM credential_of_nobody']) {
      expect(databaseRefusal(await failure(db.query(bug)))).toBeUndefined();
    }
    const released = db.createQueryRunner();
    await released.query('SELECT 1');
    await released.release();
    expect(databaseRefusal(await failure(released.query('SELECT 1')))).toBeUndefined();
  });

  const gone = (pid: number) =>
    vi.waitFor(
      async () => {
        const rows = await database.db.query<unknown[]>('SELECT FROM pg_stat_activity WHERE pid = $1', [pid]);
        expect(rows).toEqual([]);
      },
      { timeout: 10_000, interval: 20 },
    );
});

const HELD = `
  SELECT count(*)::int AS held FROM pg_locks
  WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid IN (0, 1)
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
