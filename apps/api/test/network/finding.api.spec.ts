import type { CustomerPage } from '@daiko/contracts';
import { aCustomer } from '@daiko/server-builders';
import { renewSearchKeys } from '@daiko/server-customer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';
import type { Visitor } from '../support/visitor';

/** Name, kana, and how people look for it. */
const PEOPLE: readonly [name: string, kana: string, ...typed: string[]][] = [
  ['試山　太朗', 'シヤマ　タロウ', '試山太朗', 'シヤマタロウ', '試山 太朗'],
  ['花〜花', 'ハナハナ', '花～花', '花~花'],
  ['神戸−港', 'コウベミナト', '神戸-港'],
  ['サ−ビス', 'サービス', 'サービス', 'ｻｰﾋﾞｽ'],
  ['カ゛ス', 'ガス', 'ガス', 'がす'],
  ['隠\u200bれ里', 'カクレザト', '隠れ里'],
  ['渋谷109', 'シブヤイチマルキュウ', '109'],
  ['髙﨑 邊子', 'タカサキ ナベコ', '高崎辺子', '高崎'],
  ['(株)霞ヶ浦', 'カスミガウラ', '株式会社霞が浦', '㈱霞ケ浦'],
];

describe('customers are found however their name is typed', () => {
  let bed: ApiBed;
  let taro: Visitor;

  beforeAll(async () => {
    bed = await ApiBed.start();
    for (const [index, [name, kana]] of PEOPLE.entries()) {
      await aCustomer(idOf(index)).named(name, kana).below(TARO.customerId).save(bed.db.manager);
    }
    taro = bed.visitor();
    await taro.post('sessions', { loginId: TARO.loginId, password: TARO.password });
  });
  afterAll(() => bed.stop());

  const idOf = (index: number) => String(1_090_000 + index).padStart(8, '0');
  const search = async (query: string) => {
    const { status, text } = await taro.get(`customers?${new URLSearchParams({ query }).toString()}`);
    expect(status, text).toBe(200);
    return (JSON.parse(text) as CustomerPage).customers.map(({ customerId }) => customerId);
  };

  it.each(PEOPLE.flatMap(([name, , ...typed], index) => typed.map((text) => [name, text, index] as const)))(
    '%s by %s',
    async (_, typed, index) => {
      expect(await search(typed)).toContain(idOf(index));
    },
  );

  it.each(['%', '_', '試%朗', '花_花', '\\'])('and %s is a letter like any other', async (typed) => {
    expect(await search(typed)).toEqual([]);
  });

  it('and by お客様ID and name together, but not by the ID of one and the name of another', async () => {
    expect(await search(`${idOf(0)} 試山`)).toEqual([idOf(0)]);
    expect(await search(`${idOf(1)} 試山`)).toEqual([]);
  });

  it('by the key of before too, until it is made anew', async () => {
    await bed.db.query(`UPDATE customer SET search_key = '試山 太朗 シヤマ タロウ' WHERE customer_id = $1`, [
      idOf(0),
    ]);
    await bed.db.query(`UPDATE customer SET search_key = 'キャノン キャノン' WHERE customer_id = $1`, [
      idOf(1),
    ]);
    expect(await search('しやま 太朗')).toEqual([idOf(0)]);
    expect(await search('キャノン')).toEqual([idOf(1)]);
    const seen: number[] = [];
    expect(await renewSearchKeys(bed.db, (count) => seen.push(count))).toBe(2);
    expect(seen).toEqual([2]);
    expect(await search('試山太朗')).toEqual([idOf(0)]);
    expect(await renewSearchKeys(bed.db)).toBe(0);
  });
});

describe('a phone that is masked', () => {
  let bed: ApiBed;
  let taro: Visitor;

  beforeAll(async () => {
    bed = await ApiBed.start({ PHONE_SEARCHES_HOURLY: '5' });
    taro = bed.visitor();
    await taro.post('sessions', { loginId: TARO.loginId, password: TARO.password });
  });
  afterAll(() => bed.stop());

  const search = (query: string, path = 'customers') =>
    taro.get(`${path}?${new URLSearchParams({ query }).toString()}`);
  const found = async (query: string) =>
    (JSON.parse((await search(query)).text) as CustomerPage).customers.map(({ customerId }) => customerId);

  it('is found whole or by its last four digits, never by another part', async () => {
    expect(await found('090-1111-2770')).toContain(TARO.customerId);
    expect(await found('2770')).toContain(TARO.customerId);
    for (const part of ['09011', '0901111277', '090-1111-277', '11112770', '12770']) {
      expect(await found(part)).not.toContain(TARO.customerId);
    }
  });

  it('cannot be found out by trying: different phones are counted, and each search stands in the trail', async () => {
    for (const phone of ['0001', '0002', '0003']) expect((await search(phone)).status).toBe(200);
    const refused = await search('0004');
    expect([refused.status, refused.code]).toEqual([429, 'rate_limit.exceeded']);
    expect((await search('0004', 'customers/counts')).status).toBe(429);
    expect((await search('0004')).status).toBe(429);
    // What was looked for before is no new try, and other searches go on.
    expect((await search('0003')).status).toBe(200);
    expect((await search('環境')).status).toBe(200);
    const rows = await bed.db.query<{ detail: Record<string, unknown> }[]>(
      `SELECT detail FROM audit_event WHERE event = 'customer.searched' AND detail ->> 'by' = 'phone'`,
    );
    expect(rows).toHaveLength(6);
    expect(JSON.stringify(rows)).not.toMatch(/2770|0003/);
  });
});
