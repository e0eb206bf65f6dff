import { aCustomer, HEAD_OFFICE_ID, saveMasters } from '@daiko/server-builders';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Retention, RETENTION } from './retention';

describe('Retention', () => {
  let database: TestDatabase;
  /** As the worker connects: with no more rights than in production. */
  let ofWorker: DataSource;

  beforeAll(async () => {
    database = await testDatabase();
    ofWorker = await new DataSource({ type: 'postgres', url: database.as('daiko_worker') }).initialize();
  });
  afterAll(async () => {
    await ofWorker.destroy();
    await database.drop();
  });

  it('deletes challenges and links after 30 days, and keeps their notifications for 400', async () => {
    const { db } = database;
    await db.transaction(async (tx) => {
      await saveMasters(tx);
      await aCustomer('01058734').below(HEAD_OFFICE_ID).save(tx);
      for (const [index, days] of [31, 29].entries()) await saveRun(tx.query.bind(tx), index, days);
    });
    expect(await new Retention(ofWorker).enforce()).toMatchObject({
      mail_link: 1,
      pin_challenge: 1,
      notification: 0,
    });
    const left = await db.query<{ kept: boolean }[]>(
      'SELECT challenge_id IS NOT NULL AS kept FROM notification ORDER BY 1',
    );
    expect(left).toEqual([{ kept: false }, { kept: true }]);
    await db.query(`UPDATE notification SET created_at = now() - interval '401 days'`);
    expect(await new Retention(ofWorker).enforce()).toMatchObject({ notification: 2 });
  });

  it('finds what refers to a row that goes by an index: PostgreSQL looks for it once per row', async () => {
    const unindexed = await database.db.query<{ reference: string }[]>(REFERENCES_WITHOUT_INDEX, [
      Object.keys(RETENTION),
    ]);
    expect(unindexed.map(({ reference }) => reference)).toEqual([]);
  });
});

/** A run, its link and its message, over since the given number of days. */
async function saveRun(query: TestDatabase['db']['query'], index: number, days: number): Promise<void> {
  const bytes = Buffer.alloc(32, index);
  await query(
    `WITH run AS (
       INSERT INTO pin_challenge (token_hash, purpose, customer_id, subject, key_id, ends_at)
       VALUES ($1, 'password_reset', '01058734', $1, 'k', now() - $2 * interval '1 day') RETURNING id
     ), link AS (
       INSERT INTO mail_link (purpose, customer_id, challenge_id, key_id, nonce, token_hash, expires_at, superseded_at)
       SELECT 'password', '01058734', id, 'k', $1, $1, now() - $2 * interval '1 day', now() FROM run
     )
     INSERT INTO notification (template, channel, customer_id, challenge_id, key_id, reference, not_after)
     SELECT 'password_link', 'email', '01058734', id, 'k', 'A1-111', now() FROM run`,
    [bytes, days],
  );
}

/** Foreign keys to one of the tables that no index begins with, unless it leaves out nothing but NULL. */
const REFERENCES_WITHOUT_INDEX = `
  SELECT conrelid::regclass || '.' || attname AS reference FROM pg_constraint
    JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
   WHERE contype = 'f' AND confrelid::regclass::text = ANY ($1) AND NOT EXISTS (
     SELECT FROM pg_index WHERE indrelid = conrelid AND indkey[0] = conkey[1]
        AND (indpred IS NULL OR pg_get_expr(indpred, indrelid) = format('(%s IS NOT NULL)', attname)))
   ORDER BY 1`;
