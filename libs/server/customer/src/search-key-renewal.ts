import { searchKey } from '@daiko/contracts';
import type { DataSource } from 'typeorm';

/** Customers of one statement: a million are never in memory, and no row is locked for long. */
const BATCH = 1_000;

/**
 * Makes the search keys anew that are from before `searchKey`. Searches find old and new ones meanwhile. Each batch is
 * a statement of its own: whoever breaks it off loses nothing, and the next run goes on where it stopped.
 * @returns how many were made anew
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

/** A name that was changed meanwhile has its new key already. */
const UPDATE_SEARCH_KEYS = `
  UPDATE customer SET search_key = row.key
  FROM jsonb_to_recordset($1::jsonb) AS row(id text, name text, kana text, key text)
  WHERE customer.customer_id = row.id AND customer.name = row.name AND customer.kana = row.kana
    AND customer.search_key NOT LIKE '|%'`;
