import { aCustomer, HEAD_OFFICE_ID, saveMasters } from '@daiko/server-builders';
import { lockTree } from '@daiko/server-customer';
import { testDatabase, warmPool, type TestDatabase } from '@daiko/server-testing';
import * as fc from 'fast-check';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  anAct,
  COUNTED_WITHOUT_CLASS_FIGURES,
  COUNTED_WITHOUT_FIGURES,
  doAct,
  type Act,
} from '../../test/figure-acts';
import { DealerFigureStore } from './dealer-figure.store';
import { DealerFigureWorker } from './dealer-figure.worker';

/** Acts that are under way at once, and how many such rounds there are. */
const WRITERS = 6;
const ROUNDS = 25;
const DEALERS = ['06000001', '06000002', '06000003', '06000004'];

describe('the kept figures of dealers', () => {
  let database: TestDatabase;
  let worker: DataSource;
  let figures: DealerFigureStore;

  beforeAll(async () => {
    database = await testDatabase();
    worker = await new DataSource({ type: 'postgres', url: database.as('daiko_worker') }).initialize();
    figures = new DealerFigureStore(worker);
    const tx = database.db.manager;
    await saveMasters(tx);
    for (const [index, dealer] of DEALERS.entries())
      await aCustomer(dealer)
        .ranked('shop')
        .below(index < 2 ? HEAD_OFFICE_ID : (DEALERS[index - 2] ?? HEAD_OFFICE_ID))
        .save(tx);
    await warmPool(database.db, WRITERS);
  });
  afterAll(async () => {
    await worker.destroy();
    await database.drop();
  });

  /** What a reader sees that is not what is there, each from one statement and so at one moment. */
  const differences = async () => [
    ...(await database.db.query<unknown[]>(COUNTED_WITHOUT_FIGURES)),
    ...(await database.db.query<unknown[]>(COUNTED_WITHOUT_CLASS_FIGURES)),
  ];
  const due = async () => {
    const [row] = await database.db.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM dealer_figure_due',
    );
    return row?.count;
  };
  const doAll = (acts: readonly Act[]) => Promise.all(acts.map((act) => doAct(database.db, act)));

  it('are read as they are counted, whatever was done at once, before and after they are folded', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anAct(DEALERS), { minLength: 1, maxLength: WRITERS }), { maxLength: 4 }),
        async (rounds) => {
          for (const acts of rounds) {
            await doAll(acts);
            expect(await differences()).toEqual([]);
          }
          await figures.foldAll();
          expect(await due()).toBe(0);
          expect(await differences()).toEqual([]);
        },
      ),
      { numRuns: 20, endOnFailure: true },
    );
    const [row] = await database.db.query('SELECT sum(unsettled)::int AS unsettled FROM dealer_figure');
    expect(row.unsettled).toBeGreaterThan(0);
    const classes = await database.db.query<unknown[]>(
      'SELECT DISTINCT rank_code, member_class_code FROM dealer_class_figure',
    );
    expect(classes.length).toBeGreaterThan(2);
  }, 120_000);

  it('lose no change that comes while they are folded, by two workers, with readers looking on', async () => {
    const acts = fc.sample(anAct(DEALERS), { numRuns: WRITERS * ROUNDS, seed: 23 });
    let isOver = false;
    const seen: unknown[] = [];
    const repeat = async (work: () => Promise<unknown>) => {
      while (!isOver) await work();
    };
    const around = [
      repeat(() => figures.foldNext()),
      repeat(() => figures.foldNext()),
      repeat(async () => seen.push(...(await differences()))),
    ];
    for (let round = 0; round < ROUNDS; round++)
      await doAll(acts.slice(round * WRITERS, (round + 1) * WRITERS));
    isOver = true;
    await Promise.all(around);
    expect(seen).toEqual([]);
    await figures.foldAll();
    expect(await differences()).toEqual([]);
    expect(await figures.verify()).toEqual([]);
  }, 120_000);

  describe('while a fold is slow between looking and keeping', () => {
    const dealer = '06000011';
    const held = 7_700;
    let slow: DataSource;

    beforeAll(async () => {
      const { db } = database;
      await aCustomer(dealer).ranked('shop').below(DEALERS[0]!).save(db.manager);
      // Whoever folds over this connection has looked, and waits for the test before anything is kept.
      await db.query(`
        CREATE FUNCTION be_slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF current_setting('application_name') = 'slow' THEN PERFORM pg_advisory_xact_lock(${String(held)}); END IF;
          RETURN NULL;
        END $$;
        CREATE TRIGGER be_slow BEFORE DELETE ON dealer_figure_due FOR EACH STATEMENT EXECUTE FUNCTION be_slow()`);
      const url = database.as('daiko_worker');
      slow = await new DataSource({ type: 'postgres', url, applicationName: 'slow' }).initialize();
    });
    afterAll(async () => {
      await slow.destroy();
      await database.db.query('DROP TRIGGER be_slow ON dealer_figure_due');
    });

    const waiting = async () => {
      const [row] = await database.db.query<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM pg_locks JOIN pg_database ON pg_database.oid = database
          WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted`,
      );
      return row?.count ?? 0;
    };
    /** Does something while a fold is slow: until it is done, or waits for the fold. */
    const whileSlow = async (act: () => Promise<unknown>) => {
      const holder = database.db.createQueryRunner();
      await holder.query('SELECT pg_advisory_lock($1)', [held]);
      const fold = new DealerFigureStore(slow).foldNext();
      await vi.waitFor(async () => expect(await waiting()).toBe(1), 10_000);
      let isDone = false;
      const acting = act().then(() => (isDone = true));
      await vi.waitFor(async () => expect(isDone || (await waiting()) === 2).toBe(true), 10_000);
      await holder.query('SELECT pg_advisory_unlock($1)', [held]);
      await holder.release();
      await Promise.all([fold, acting]);
    };

    it('stay as another one has counted them since', async () => {
      await figures.foldAll();
      await aCustomer('06000012').below(dealer).save(database.db.manager);
      await whileSlow(async () => {
        await aCustomer('06000013').below(dealer).save(database.db.manager);
        await figures.foldNext();
      });
      await figures.foldAll();
      expect(await differences()).toEqual([]);
      expect(await figures.verify()).toEqual([]);
    });

    it('wait with a move until the place of the dealer is kept', async () => {
      await figures.foldAll();
      await aCustomer('06000014').below(dealer).save(database.db.manager);
      await whileSlow(() =>
        database.db.transaction(async (tx) => {
          await lockTree(tx, 'exclusive');
          await tx.query(
            `UPDATE customer SET path = target.path || subpath(customer.path, nlevel(moving.path) - 1),
                    parent_customer_id = CASE WHEN customer.customer_id = $1 THEN $2 ELSE customer.parent_customer_id END
               FROM customer moving, customer target
              WHERE moving.customer_id = $1 AND target.customer_id = $2 AND customer.path <@ moving.path`,
            [dealer, DEALERS[1]],
          );
        }),
      );
      await figures.foldAll();
      expect(await differences()).toEqual([]);
      expect(await figures.verify()).toEqual([]);
    });
  });

  it('know each single change of a customer', async () => {
    const id = '06000021';
    const login = 'UPDATE credential SET';
    const mail = "UPDATE contact_point SET confirmed_at = now() WHERE kind = 'email' AND customer_id = $1";
    await aCustomer(id).below(DEALERS[0]!).withMobile('090-6000-0021').save(database.db.manager);
    const changes = [
      "INSERT INTO contact_point (customer_id, kind, value) VALUES ($1, 'email', 'hitotsu@mail.example')",
      mail,
      mail.replace('confirmed_at', 'failed_at'),
      mail.replace('confirmed_at = now()', 'failed_at = NULL'),
      "INSERT INTO credential (customer_id, login_id, state) VALUES ($1, 'hitotsu@mail.example', 'invited')",
      `${login} undelivered_at = now() WHERE customer_id = $1`,
      `${login} confirmed_at = now() WHERE customer_id = $1`,
      `${login} state = 'active', password_hash = 'x' WHERE customer_id = $1`,
      "UPDATE contact_point SET kind = 'unreachable_phone' WHERE customer_id = $1 AND kind = 'mobile'",
      'UPDATE contact_point SET retired_at = now() WHERE customer_id = $1',
      'UPDATE customer SET suspended_at = now() WHERE customer_id = $1',
      'UPDATE customer SET suspended_at = NULL WHERE customer_id = $1',
      'DELETE FROM credential WHERE customer_id = $1',
      "INSERT INTO legacy_login (customer_id, login_id, folded_login_id, foreign_hash) VALUES ($1, 'a', 'a', 'x')",
      `WITH done AS (INSERT INTO consolidation (customer_id, done_at) VALUES ($1, now()) RETURNING id)
       UPDATE legacy_login SET retired_at = now(), consolidation_id = done.id FROM done WHERE customer_id = $1`,
    ];
    for (const change of changes) {
      await figures.foldAll();
      await database.db.query(change, [id]);
      expect(await due(), change).toBeGreaterThan(0);
      expect(await differences(), change).toEqual([]);
    }
  });

  it('of more dealers than are folded at a time are folded all', async () => {
    for (const [from, below] of [
      ['06100000', DEALERS[0]],
      ['06200000', null],
    ] as const)
      await database.db.query(
        `INSERT INTO customer (customer_id, kind, name, kana, search_key, rank_code, member_class_code, parent_customer_id, path)
         SELECT lpad(($1::int + number)::text, 8, '0'), 'personal', '大勢', 'オオゼイ', '大勢', 'shop', 'member',
                coalesce($2::text, lpad((6100000 + number)::text, 8, '0')), '0'
           FROM generate_series(1, 450) AS number`,
        [from, below],
      );
    expect(await differences()).toEqual([]);
    await figures.foldAll();
    expect(await differences()).toEqual([]);
  });

  it('know a change that commits after its customer was moved and both dealers were folded', async () => {
    const [from, to] = ['06000003', '06000004'];
    await aCustomer('06000009').below(from).withMobile('090-6000-0009').save(database.db.manager);
    await figures.foldAll();
    const late = database.db.createQueryRunner();
    await late.startTransaction();
    await late.query("UPDATE contact_point SET retired_at = now() WHERE customer_id = '06000009'");
    await database.db.query(
      `UPDATE customer SET parent_customer_id = $1, path = (SELECT path FROM customer WHERE customer_id = $1) || '06000009'
        WHERE customer_id = '06000009'`,
      [to],
    );
    await figures.foldAll();
    await late.commitTransaction();
    await late.release();
    expect(await differences()).toEqual([]);
    await figures.foldAll();
    expect(await differences()).toEqual([]);
  });

  it('are folded by the worker without being asked', async () => {
    await database.db.query("UPDATE customer SET suspended_at = now() WHERE customer_id = '06000009'");
    expect(await due()).toBe(1);
    const folding = new DealerFigureWorker(figures);
    folding.onApplicationBootstrap();
    await vi.waitFor(async () => expect(await due()).toBe(0), 10_000);
    await folding.onModuleDestroy();
    expect(await differences()).toEqual([]);
  });

  it('that somebody changed by hand are found, named and counted again', async () => {
    await figures.foldAll();
    await database.db.query(
      "UPDATE dealer_figure SET several = several + 7, path = '00000001' WHERE dealer_id = $1",
      [DEALERS[0]],
    );
    await database.db.query('DELETE FROM dealer_figure WHERE dealer_id = $1', [DEALERS[1]]);
    const faults = await figures.verify();
    expect(faults.map(({ dealerId, kept }) => [dealerId, kept !== null])).toEqual([
      [DEALERS[0], true],
      [DEALERS[1], false],
    ]);
    expect(await figures.rebuild()).toBeGreaterThan(1);
    expect(await figures.verify()).toEqual([]);
    expect(await differences()).toEqual([]);
  });

  it.each([
    ['changed', "VALUES ('06000001', 'shop', 'member', 0, 0, 5, 0, 0, 0)"],
    ['doubled', 'SELECT * FROM dealer_class_figure LIMIT 1'],
  ])('of a rank and member class that somebody %s by hand are found as well', async (_what, rows) => {
    await figures.foldAll();
    const [row] = await database.db.query<[{ dealerId: string }]>(
      `INSERT INTO dealer_class_figure ${rows} RETURNING dealer_id AS "dealerId"`,
    );
    const faults = await figures.verify();
    expect(faults.map(({ dealerId }) => dealerId)).toEqual([row.dealerId]);
    await figures.rebuild();
    expect(await figures.verify()).toEqual([]);
  });

  it('are due no more after they were all counted again', async () => {
    await database.db.query("UPDATE customer SET suspended_at = NULL WHERE customer_id = '06000009'");
    expect(await due()).toBe(1);
    await figures.rebuild();
    expect(await due()).toBe(0);
    expect(await differences()).toEqual([]);
  });
});
