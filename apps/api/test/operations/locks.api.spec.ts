import { DataSource, type QueryRunner } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../src/seed/demo-network';
import { ApiBed, TARO } from '../support/api-bed';
import type { Answer, Visitor } from '../support/visitor';

const [MIDORI, FUJISAWA, GREEN, SHONAN] = ['01058735', '01058736', '01058749', '01058701'];
/** Pairs of a move and a registration, and how much later the second of them begins, at most, in milliseconds. */
const PAIRS = 40;
const GAP_MS = 7;

describe('whoever waits for a lock', () => {
  let bed: ApiBed;
  let operator: Visitor;
  let holder: QueryRunner;

  beforeAll(async () => {
    bed = await ApiBed.start();
    operator = await bed.operator();
    holder = bed.db.createQueryRunner();
  });
  afterEach(async () => {
    if (holder.isTransactionActive) await holder.rollbackTransaction();
  });
  afterAll(async () => {
    await holder.release();
    await bed.stop();
  });

  const lock = async (statement: string): Promise<void> => {
    await holder.startTransaction();
    await holder.query(statement);
  };
  const move = (id: string, parentCustomerId: string) =>
    operator.post(`customers/${id}/move`, { parentCustomerId });
  const signIn = () =>
    bed.visitor().post('sessions', { loginId: 'demo02@mail.example', password: DEMO_PASSWORD });
  const statuses = (answers: Answer[]) => answers.map(({ status }) => status);

  it('is refused with when to come again; strangers are served, and no connection keeps anything', async () => {
    await lock(`SELECT FROM customer WHERE customer_id = '${GREEN}' FOR UPDATE`);
    const waiting = Promise.all([
      move(GREEN, FUJISAWA),
      move(MIDORI, SHONAN),
      ...['090-3333-0001', '090-3333-0002', '090-3333-0003', '090-3333-0004'].map((phone) =>
        operator.post(`customers/${GREEN}/contacts/phones`, { phone }),
      ),
    ]);
    expect(statuses(await Promise.all(Array.from({ length: 10 }, signIn)))).toEqual(Array(10).fill(201));
    for (const refused of await waiting) {
      expect.soft([refused.status, refused.code]).toEqual([503, 'service.busy']);
      expect.soft(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect.soft(await idleInTransaction()).toEqual([]);
    expect.soft(await leftOnConnections()).toEqual([]);
    await holder.rollbackTransaction();
    expect(statuses(await Promise.all(Array.from({ length: 10 }, signIn)))).toEqual(Array(10).fill(201));
  });

  it('waits for a move while registering below the dealer who moves, and never deadlocks', async () => {
    const dealer = bed.visitor();
    const signedIn = await dealer.post('sessions', {
      loginId: 'demo02@mail.example',
      password: DEMO_PASSWORD,
    });
    expect(signedIn.status).toBe(201);
    const before = await deadlocks();
    const answers: [number, number, string][] = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      const by = pair % 2 === 0 ? operator : dealer;
      const moved = move(MIDORI, pair % 2 === 0 ? SHONAN : TARO.customerId);
      await new Promise((resolve) => setTimeout(resolve, pair % (GAP_MS + 1)));
      const registered = await by.post('customers', form(pair));
      answers.push([(await moved).status, registered.status, registered.text.slice(0, 120)]);
    }
    expect(answers.filter(([moved, registered]) => moved !== 200 || registered !== 201)).toEqual([]);
    expect(await deadlocks()).toBe(before);
    const misplaced = await bed.db.query<unknown[]>(
      `SELECT child.customer_id FROM customer child JOIN customer above ON above.customer_id = child.parent_customer_id
       WHERE child.path <> above.path || child.customer_id::text`,
    );
    expect(misplaced).toEqual([]);
  });

  const form = (index: number) => ({
    key: crypto.randomUUID(),
    kind: 'personal',
    name: '錠前 待子',
    kana: 'ジョウマエ マチコ',
    postalCode: '251-0001',
    address: '神奈川県藤沢市1-1',
    phone1: `090-4444-${String(index).padStart(4, '0')}`,
    rankCode: 'member',
    memberClassCode: 'member',
    parentCustomerId: MIDORI,
  });

  const idleInTransaction = () =>
    bed.db.query<unknown[]>(
      `SELECT query FROM pg_stat_activity WHERE datname = current_database() AND usename = 'daiko_api'
         AND state LIKE 'idle in transaction%'`,
    );

  /** Role and place of every pooled connection of the API that has either. */
  const leftOnConnections = async () => {
    const pool = bed.app.get(DataSource);
    const all = await Promise.all(
      Array.from({ length: 20 }, () =>
        pool.query<{ role: string; path: string | null }[]>(
          `SELECT current_user AS role, nullif(current_setting('daiko.path', true), '') AS path, pg_sleep(0.2)`,
        ),
      ),
    );
    return all.flat().filter(({ role, path }) => role !== 'daiko_api' || path !== null);
  };

  const deadlocks = async () => {
    const [row] = await bed.db.query<{ deadlocks: string }[]>(
      'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
    );
    return Number(row?.deadlocks);
  };
});
