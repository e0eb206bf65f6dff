import { COUNTED_AT_MOST, type CustomerCounts, type CustomerPage } from '@daiko/contracts';
import { DealerFigureStore } from '@daiko/server-network/figures';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { saveCrowd } from '../../src/seed/crowd';
import { ApiBed, TARO } from '../support/api-bed';
import type { Visitor } from '../support/visitor';

const CROWD = 100_000;
/** Milliseconds: the goal of 300 (screen specification 6.2) with room for a machine that does ten things at once. */
const SEARCH_TIMEOUT_MS = 1_500;
const TIMES = 5;

describe('お客様検索 in a hundred thousand customers', () => {
  let bed: ApiBed;
  let taro: Visitor;
  let operator: Visitor;

  beforeAll(async () => {
    bed = await ApiBed.start();
    await bed.db.transaction((tx) =>
      saveCrowd(tx, { count: CROWD, seed: 1, dealer: TARO.customerId, first: 2_000_000 }),
    );
    await new DealerFigureStore(bed.db).fill();
    await bed.db.query('VACUUM ANALYZE');
    taro = bed.visitor();
    await taro.post('sessions', { loginId: TARO.loginId, password: TARO.password });
    operator = await bed.operator();
  }, 180_000);
  afterAll(() => bed.stop());

  const ask = async <T>(visitor: Visitor, path: string): Promise<T> => {
    const { status, text } = await visitor.get(path);
    expect(status, text).toBe(200);
    return JSON.parse(text) as T;
  };
  const search = (visitor: Visitor, filter: Record<string, string>) =>
    ask<CustomerPage>(visitor, `customers?${new URLSearchParams(filter).toString()}`);
  const counts = (visitor: Visitor, filter: Record<string, string>) =>
    ask<CustomerCounts>(visitor, `customers/counts?${new URLSearchParams(filter).toString()}`);

  it.each([
    'ｶﾝｷｮｳ',
    'かんきょう',
    'カンキョウ',
    '環境',
    '環境　たろう',
    '2770',
    '２７７０',
    '０１０５８７３４',
    '1058734',
    '090-1111-2770',
  ])('finds 環境 太郎 by %s, first of all and in time', async (query) => {
    const times: number[] = [];
    for (let time = 0; time < TIMES; time++) {
      const began = performance.now();
      const { customers } = await search(taro, { query });
      times.push(performance.now() - began);
      expect(customers[0]).toMatchObject({
        customerId: TARO.customerId,
        customerName: '環境 太郎',
        phoneEnding: '3300',
        loginStatus: 'active',
      });
    }
    expect(Math.min(...times)).toBeLessThan(SEARCH_TIMEOUT_MS);
  });

  it('gives the same answer however a name is typed', async () => {
    const [half, hiragana, full] = await Promise.all(
      ['ｶﾝｷｮｳ', 'かんきょう', 'カンキョウ'].map((query) => search(taro, { query })),
    );
    expect(hiragana).toEqual(half);
    expect(full).toEqual(half);
    expect(half?.customers).toHaveLength(50);
  });

  it.each<Record<string, string>>([
    {},
    { login: 'none' },
    { login: 'bouncing' },
    { login: 'several' },
    { rank: 'shop' },
    { query: 'ヤマモト', login: 'none' },
    { query: '該当しない名前' },
    { query: '090' },
    { query: '09011' },
    { query: '0' },
  ])('answers %o in time, to a dealer and to an operator', async (filter) => {
    for (const visitor of [taro, operator]) {
      const times: number[] = [];
      for (let time = 0; time < TIMES; time++) {
        const began = performance.now();
        await search(visitor, filter);
        times.push(performance.now() - began);
      }
      expect(Math.min(...times)).toBeLessThan(SEARCH_TIMEOUT_MS);
    }
  });

  it('walks through all pages without a gap or a repetition', async () => {
    const seen: string[] = [];
    let after: Record<string, string> = {};
    for (;;) {
      const { customers, next } = await search(taro, { query: '髙島 さくら', rank: 'member', ...after });
      seen.push(...customers.map(({ customerId }) => customerId));
      if (next === null) break;
      after = { after: next };
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    const { total } = await counts(taro, { query: '髙島 さくら', rank: 'member' });
    expect(seen).toHaveLength(total);
    expect(total).toBeGreaterThan(100);
  });

  it('counts by ログイン状況 what the search finds, whichever of them is asked for', async () => {
    const all = await counts(taro, {});
    expect(all.total).toBe(CROWD + 15);
    expect(all.byLogin).toMatchObject({ several: 2, bouncing: 2, suspended: 1, invited: 2 });
    expect(Object.values(all.byLogin!).reduce((sum, count) => sum + count)).toBe(all.total);
    expect(await counts(taro, { login: 'several' })).toEqual(all);
    const { customers } = await search(taro, { login: 'several' });
    expect(customers.map(({ loginStatus, loginCount }) => [loginStatus, loginCount])).toEqual([
      ['several', 3],
      ['several', 3],
    ]);
  });

  it('counts a search up to two thousand, and says that there are more', async () => {
    const [tree] = await bed.db.query<{ count: number }[]>(
      "SELECT count(*)::int AS count FROM customer WHERE kana LIKE '%ア%'",
    );
    expect(tree!.count).toBeGreaterThan(COUNTED_AT_MOST);
    for (const visitor of [taro, operator])
      expect(await counts(visitor, { query: 'ア' })).toEqual({ total: COUNTED_AT_MOST, byLogin: null });
  });

  it.each<Record<string, string>>([
    { rank: 'shop' },
    { memberClass: 'associate' },
    { rank: 'member', memberClass: 'associate' },
    { rank: 'dealer' },
    { rank: 'shop', parent: TARO.customerId },
    { rank: 'staff' },
  ])('counts the customers of %o as they are, for a dealer and for an operator', async (filter) => {
    for (const [visitor, top] of [
      [taro, TARO.customerId],
      [operator, '00000001'],
    ] as const) {
      const rows = await bed.db.query<{ login: string; count: number }[]>(
        `SELECT login_status AS login, count(*)::int AS count FROM customer_overview
          WHERE path <@ (SELECT path FROM customer WHERE customer_id = $1)
            AND ($2::text IS NULL OR rank_code = $2) AND ($3::text IS NULL OR member_class_code = $3)
            AND ($4::text IS NULL OR parent_customer_id = $4) GROUP BY 1`,
        [top, filter['rank'] ?? null, filter['memberClass'] ?? null, filter['parent'] ?? null],
      );
      const { total, byLogin } = await counts(visitor, filter);
      expect(byLogin).toMatchObject(Object.fromEntries(rows.map(({ login, count }) => [login, count])));
      expect(total).toBe(rows.reduce((sum, { count }) => sum + count, 0));
    }
  });

  it('finds nobody outside the own network, by whatever is asked for', async () => {
    for (const query of ['01058701', '湘南エコサービス', 'ショウナン', '00000101', '00000001'])
      expect((await search(taro, { query })).customers).toEqual([]);
    expect((await search(operator, { query: '01058701' })).customers).toHaveLength(1);
    expect(
      (await search(taro, { parent: '00000001' })).customers.map(({ customerId }) => customerId),
    ).toEqual([TARO.customerId]);
  });

  it('moves a dealer with a hundred thousand below in one go, while people of that subtree sign in', async () => {
    let isOver = false;
    const moving = operator
      .post(`customers/${TARO.customerId}/move`, { parentCustomerId: '01058701' })
      .finally(() => (isOver = true));
    await vi.waitUntil(async () => {
      const [row] = await bed.db.query<{ moves: boolean }[]>(
        `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
           AND state = 'active' AND query LIKE '%WITH moved AS%' AND pid <> pg_backend_pid()) AS moves`,
      );
      return row?.moves;
    });
    const { status } = await bed
      .visitor()
      .post('sessions', { loginId: TARO.loginId, password: TARO.password });
    expect({ status, isOver }).toEqual({ status: 201, isOver: false });
    const { text } = await moving;
    expect(JSON.parse(text)).toMatchObject({ count: CROWD + 15 });
    expect((await counts(taro, {})).total).toBe(CROWD + 15);
  }, 60_000);
});
