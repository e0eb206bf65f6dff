import { LOGIN_STATUSES, searchKey } from '@daiko/contracts';
import { aCustomer, HEAD_OFFICE_ID, saveMasters } from '@daiko/server-builders';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveCrowd } from './crowd';
import { saveCrowdHistory } from './crowd-history';
import { saveCrowdLogins } from './crowd-logins';

const DEALER = '01058734';
const COUNT = 4_000;
const FIRST = 2_000_000;
const HASH = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA';

describe('a crowd', () => {
  let database: TestDatabase;
  const query = <T>(sql: string, values: unknown[] = []) => database.db.query<T[]>(sql, values);
  const snapshot = () =>
    query(`SELECT customer_id, name, path, login_id, state,
             (SELECT string_agg(value, ',' ORDER BY value) FROM contact_point WHERE contact_point.customer_id = customer.customer_id)
             FROM customer LEFT JOIN credential USING (customer_id) WHERE customer_id > '02' ORDER BY 1`);
  const save = async () => {
    await database.db.transaction(async (tx) => {
      await saveCrowd(tx, { count: COUNT, seed: 1, dealer: DEALER, first: FIRST });
      await saveCrowdLogins(tx, { first: FIRST, end: FIRST + COUNT, seed: 1 }, HASH);
    });
  };

  beforeAll(async () => {
    database = await testDatabase();
    await saveMasters(database.db.manager);
    await aCustomer(DEALER).ranked('dealer').below(HEAD_OFFICE_ID).save(database.db);
    await aCustomer('00000101').ranked('staff').below(HEAD_OFFICE_ID).save(database.db);
    await save();
  });
  afterAll(() => database.drop());

  it('stands below its dealer, each under the path of the one above', async () => {
    const wrong = await query(
      `SELECT below.customer_id FROM customer AS below JOIN customer AS above ON above.customer_id = below.parent_customer_id
        WHERE below.path IS DISTINCT FROM above.path || below.customer_id::text`,
    );
    expect(wrong).toEqual([]);
    const [count] = await query(
      `SELECT count(*)::int AS below, max(nlevel(path)) AS deepest FROM customer WHERE path <@ $1 AND customer_id <> $2`,
      [`${HEAD_OFFICE_ID}.${DEALER}`, DEALER],
    );
    expect(count).toEqual({ below: COUNT, deepest: 5 });
  });

  it('has the keys of the search', async () => {
    const names = await query<{ name: string; kana: string; key: string }>(
      'SELECT DISTINCT name, kana, search_key AS key FROM customer',
    );
    expect(names.length).toBeGreaterThan(500);
    for (const { name, kana, key } of names) expect(key).toBe(searchKey(name, kana));
  });

  it('has each ログイン状況, and customers without a phone', async () => {
    const rows = await query<{ status: string }>(
      'SELECT DISTINCT login_status AS status FROM customer_overview',
    );
    expect(rows.map(({ status }) => status).sort()).toEqual([...LOGIN_STATUSES].sort());
    const [phones] = await query<{ without: number }>(
      `SELECT count(*)::int AS without FROM customer
        WHERE NOT EXISTS (SELECT FROM contact_point WHERE contact_point.customer_id = customer.customer_id AND kind <> 'email')`,
    );
    expect(phones?.without).toBeGreaterThan(COUNT / 100);
  });

  it('has messages that are all over, 操作履歴, reminders and open requests', async () => {
    await saveCrowdHistory(database.db.manager, { first: FIRST, end: FIRST + COUNT, seed: 1 });
    for (const table of [
      'notification',
      'audit_event',
      'campaign_reminder',
      'contact_change_request',
      'session',
    ]) {
      const [{ count } = { count: 0 }] = await query<{ count: number }>(`SELECT count(*)::int FROM ${table}`);
      expect(count, table).toBeGreaterThan(0);
    }
    const open = await query(`SELECT FROM notification WHERE state NOT IN ('sent', 'delivered', 'failed')`);
    expect(open).toEqual([]);
  });

  it('is the same for the same seed', async () => {
    const before = await snapshot();
    await database.db.query(
      'TRUNCATE session, campaign_reminder, contact_change_request, consolidation, legacy_login, credential, contact_point CASCADE',
    );
    await database.db.query(`DELETE FROM customer WHERE customer_id > '02'`);
    await save();
    expect(await snapshot()).toEqual(before);
  });
});
