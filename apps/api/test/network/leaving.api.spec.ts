import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';
import type { Visitor } from '../support/visitor';

/** Customers of the list, and files of it that are begun and given up. */
const CUSTOMERS = 30_000;
const FILES = 12;
/** So often in a row no statement of theirs is seen, 20 ms apart: between two pieces of a file there is less. */
const LOOKS = 25;

describe('whoever leaves', () => {
  let bed: ApiBed;
  let origin: string;
  let taro: Visitor;

  beforeAll(async () => {
    bed = await ApiBed.start();
    await bed.db.query(MANY, [CUSTOMERS, TARO.customerId]);
    await bed.db.query('ANALYZE customer');
    origin = await bed.listen();
    taro = bed.visitor();
    await taro.post('sessions', { loginId: TARO.loginId, password: TARO.password });
  }, 120_000);
  afterAll(() => bed.stop());

  const begin = async (path: string): Promise<AbortController> => {
    const leaving = new AbortController();
    const cookie = [...taro.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, 'x-forwarded-for': taro.address };
    const response = await fetch(`${origin}/api/customers/${path}`, { headers, signal: leaving.signal });
    expect(response.status).toBe(200);
    return leaving;
  };
  const running = () =>
    bed.db.query<unknown[]>(
      `SELECT query FROM pg_stat_activity WHERE datname = current_database() AND usename = 'daiko_api'
         AND state <> 'idle' AND query LIKE '%network_customer%'`,
    );

  it.each(['export.xlsx', 'export.csv?encoding=utf-8'])('ends the work on %s', async (path) => {
    const files = await Promise.all(Array.from({ length: FILES }, () => begin(path)));
    await vi.waitFor(async () => expect(await running()).not.toEqual([]));
    for (const file of files) file.abort();
    const left = performance.now();
    for (let looks = 0; looks < LOOKS; looks++) {
      if ((await running()).length > 0) looks = 0;
      expect(performance.now() - left).toBeLessThan(5_000);
      await delay(20);
    }
    expect((await taro.get('customers?query=01058')).status).toBe(200);
  });
});

const MANY = `
  INSERT INTO customer (customer_id, kind, name, kana, search_key, rank_code, member_class_code, parent_customer_id, path)
  SELECT '04' || lpad(number::text, 6, '0'), 'personal', '行列 ' || number, 'ギョウレツ', '行列', 'member', 'member',
         customer_id, path || ('04' || lpad(number::text, 6, '0'))
  FROM generate_series(1, $1::int) AS number, customer WHERE customer_id = $2`;
