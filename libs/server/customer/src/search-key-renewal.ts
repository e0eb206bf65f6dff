import { searchKey } from '@daiko/contracts';
import type { DataSource } from 'typeorm';

/**
 * Customers per statement: a million customers are never in memory at the same time, and no row is locked for long.
 */
const BATCH = 1_000;

/**
 * Renews the search keys that are older than `searchKey`. Searches find both old and new keys in the meantime. Each
 * batch is a statement of its own: an interrupted run loses nothing, and the next run continues from there.
 * @returns how many keys were renewed
 */
export async function renewSearchKeys(
  db: DataSource,
  onProgress: (renewed: number) => void = () => undefined,
): Promise<number> {
  let renewed = 0;
  for (let after = ''; ;) {
    const rows = await db.query<{ id: string; name: string; kana: string }[]>(SELECT_OLD_SEARCH_KEYS, [
      after,
      BATCH,
    ]);
    const keys = rows.map((row) => ({ ...row, key: searchKey(row.name, row.kana) }));
    const updated = await db.query<[unknown[], number]>(UPDATE_SEARCH_KEYS, [JSON.stringify(keys)]);
    renewed += updated[1];
    if (updated[1] > 0) onProgress(renewed);
    after = rows.at(-1)?.id ?? after;
    if (rows.length < BATCH) return renewed;
  }
}

const SELECT_OLD_SEARCH_KEYS = `
  SELECT customer_id AS id, name, kana FROM customer
  WHERE customer_id > $1 AND search_key NOT LIKE '|%' ORDER BY customer_id LIMIT $2`;

/** A name that was changed in the meantime already has its new key. */
const UPDATE_SEARCH_KEYS = `
  UPDATE customer SET search_key = row.key
  FROM jsonb_to_recordset($1::jsonb) AS row(id text, name text, kana text, key text)
  WHERE customer.customer_id = row.id AND customer.name = row.name AND customer.kana = row.kana
    AND customer.search_key NOT LIKE '|%'`;
