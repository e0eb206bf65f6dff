import { aCustomer, HEAD_OFFICE_ID, saveMasters } from '@daiko/server-builders';
import { testDatabase, warmPool, type TestDatabase } from '@daiko/server-testing';
import * as fc from 'fast-check';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { anAct, COUNTED_WITHOUT_FIGURES, doAct, type Act } from '../../test/figure-acts';
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

  /** What a reader sees that is not what is there, from one statement and so at one moment. */
  const differences = () => database.db.query<unknown[]>(COUNTED_WITHOUT_FIGURES);
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
});
