import { CAMPAIGN_CAUSES } from '@daiko/contracts';
import { DealerFigureStore } from '@daiko/server-network/figures';
import { DataSource, type Logger } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';
import type { Visitor } from '../support/visitor';

/** Dealers below 環境 太郎, and customers below each of them. */
const DEALERS = 1_500;
const EACH = 20;

const PAGES = [
  'attention',
  'campaign',
  'campaign/customers',
  ...CAMPAIGN_CAUSES.map((cause) => `campaign/customers?cause=${cause}`),
  'campaign/customers?after=05000100.06000001',
  'campaign/reminders',
  ...CAMPAIGN_CAUSES.map((cause) => `campaign/reminders?cause=${cause}`),
  'customers/counts',
  `customers/${TARO.customerId}/children`,
];

interface Statement {
  sql: string;
  values: unknown[];
}

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Plan[];
}

/** Whether the plan reads a table from its beginning to its end. */
function readsWhole(table: string, plan: Plan): boolean {
  const isIt = plan['Node Type'].includes('Seq Scan') && plan['Relation Name'] === table;
  return isIt || (plan.Plans ?? []).some((part) => readsWhole(table, part));
}

describe('boards and counters of thirty thousand customers', () => {
  let bed: ApiBed;
  let taro: Visitor;
  let statements: Statement[] | undefined;

  beforeAll(async () => {
    bed = await ApiBed.start();
    await bed.db.query(MANY, [DEALERS, EACH, TARO.customerId]);
    await new DealerFigureStore(bed.db).foldAll();
    await bed.db.query('ANALYZE');
    taro = await bed.steppedUp();
    const note = (sql: string, values: unknown[] = []) => statements?.push({ sql, values });
    const api = bed.app.get(DataSource);
    api.logger = { logQuery: note } as unknown as Logger;
  }, 120_000);
  afterAll(() => bed.stop());

  const statementsOf = async (page: string): Promise<Statement[]> => {
    statements = [];
    expect((await taro.get(page)).status).toBe(200);
    const seen = statements.filter(({ sql }) => /network_(customer_fact|dealer_figure)/.test(sql));
    statements = undefined;
    return seen;
  };
  const planOf = ({ sql, values }: Statement): Promise<Plan> =>
    bed.db.transaction(async (tx) => {
      await tx.query("SELECT set_config('daiko.path', $1, true)", [`00000001.${TARO.customerId}`]);
      const [row] = await tx.query<[{ 'QUERY PLAN': [{ Plan: Plan }] }]>(
        `EXPLAIN (FORMAT JSON) ${sql}`,
        values,
      );
      return row['QUERY PLAN'][0].Plan;
    });

  it.each(PAGES)('are read without looking at every customer: %s', async (page) => {
    const seen = await statementsOf(page);
    expect(seen).not.toEqual([]);
    for (const statement of seen) {
      const plan = await planOf(statement);
      for (const table of ['customer', 'contact_point'])
        expect(readsWhole(table, plan), `${table}: ${statement.sql}`).toBe(false);
    }
  });

  it('are read so while dealers are due, too', async () => {
    await bed.db.query(
      `UPDATE customer SET suspended_at = now() WHERE customer_id IN (
         SELECT customer_id FROM customer WHERE customer_id LIKE '06%' ORDER BY 1 LIMIT 3)`,
    );
    for (const page of ['attention', 'campaign', 'campaign/customers?cause=none', 'customers/counts'])
      for (const statement of await statementsOf(page))
        expect(readsWhole('customer', await planOf(statement)), statement.sql).toBe(false);
  });
});

const MANY = `
  WITH dealer AS (
    INSERT INTO customer (customer_id, kind, name, kana, search_key, rank_code, member_class_code, parent_customer_id, path)
    SELECT id, 'personal', '販売店', 'ハンバイテン', '販売店', 'shop', 'member', $3::text, id::ltree
      FROM (SELECT '05' || lpad(number::text, 6, '0') AS id FROM generate_series(1, $1::int) AS number) AS made
    RETURNING customer_id
  ), made AS (
    INSERT INTO customer (customer_id, kind, name, kana, search_key, rank_code, member_class_code, parent_customer_id, path)
    SELECT '06' || lpad((row_number() OVER ())::text, 6, '0'), 'personal', '行列', 'ギョウレツ', '行列', 'member', 'member',
           customer_id, '0'
      FROM dealer, generate_series(1, $2::int)
    RETURNING customer_id
  ), phoned AS (
    INSERT INTO contact_point (customer_id, kind, value, confirmed_at)
    SELECT customer_id, 'mobile', '+8190' || customer_id, now() FROM made WHERE customer_id NOT LIKE '%7'
  )
  INSERT INTO legacy_login (customer_id, login_id, folded_login_id, foreign_hash)
  SELECT customer_id, login, login, 'x' FROM made, unnest(ARRAY['a', 'b']) AS login WHERE customer_id LIKE '%0'`;
