import type { EntityManager } from 'typeorm';
import { CROWD_NAMES, nameAt } from './crowd-names';

/** A part of the crowd, with the shape of its tree. */
export interface CrowdPart {
  count: number;
  /** The same seed gives the same customers. */
  seed: number;
  /** お客様ID of the dealer above. */
  dealer: string;
  /** Number of the first お客様ID. */
  first: number;
  /** Number of customers directly below the dealer … */
  tops?: number;
  /** … and number of customers below each of the others, as long as there are enough. */
  breadth?: number;
}

/** Customers per statement. */
const BATCH = 20_000;
const BREADTH = 20;

/**
 * Fills the network with customers to try it at full size: a tree of dealers below the given one, most with a phone,
 * without logins. The database makes the rows; only the keys of the names come from here.
 * @param onProgress called with the number saved so far
 */
export async function saveCrowd(
  tx: EntityManager,
  { count, seed, dealer, first, tops = BREADTH, breadth = BREADTH }: CrowdPart,
  onProgress: (saved: number) => void = () => undefined,
): Promise<void> {
  const names = JSON.stringify(CROWD_NAMES);
  for (let start = 0; start < count; start += BATCH) {
    const end = Math.min(start + BATCH, count);
    await tx.query(INSERT_CUSTOMERS, [start, end, first, seed, count, dealer, tops, breadth, names]);
    await tx.query(INSERT_PHONES, [first + start, first + end, seed]);
    onProgress(end);
  }
}

/**
 * SQL for a number in [0, 1) that is always the same for the same customer, seed and purpose.
 * @param number SQL for the number of the customer
 * @param seed SQL for the seed
 */
export function chance(number: string, seed: string, purpose: number): string {
  return `((hashint8extended(${number}::bigint, ${seed}::bigint * 1000 + ${String(purpose)}) & 2147483647) / 2147483648.0)`;
}

/** SQL for the お客様ID of a number, in the type of the columns: a comparison with another type uses no index. */
export const idOf = (number: string): string => `lpad((${number})::text, 8, '0')::char(8)`;

// The trigger sets the path from that of the dealer above, who is inserted first. PostgreSQL lets a row-level BEFORE
// trigger see the rows that the same statement has inserted so far.
const INSERT_CUSTOMERS = `
  WITH name AS MATERIALIZED (
    SELECT * FROM ROWS FROM (jsonb_to_recordset($9::jsonb) AS (kind text, name text, kana text, key text))
      WITH ORDINALITY AS name (kind, name, kana, key, position)
  ), person AS MATERIALIZED (
    SELECT place, $3::int + place AS number, $7::int + place::bigint * $8::int < $5::int AS "hasBelow"
      FROM generate_series($1::int, $2::int - 1) AS place
  )
  INSERT INTO customer (customer_id, kind, name, kana, search_key, rank_code, member_class_code, parent_customer_id)
  SELECT ${idOf('number')}, kind, name, kana, key,
         CASE WHEN place < $7 AND $7 = 1 THEN 'dealer' WHEN "hasBelow" THEN 'shop' ELSE 'member' END,
         CASE WHEN ${chance('number', '$4', 3)} < 0.1 THEN 'associate' ELSE 'member' END,
         CASE WHEN place < $7 THEN $6 ELSE ${idOf('$3 + (place - $7) / $8')} END
    FROM person JOIN name
      ON position = 1 + ${nameAt(`"hasBelow" AND number % 2 = 0`, chance('number', '$4', 1), chance('number', '$4', 2))}
   ORDER BY number`;

// Three in a hundred have no phone; a fifth of all have two.
const INSERT_PHONES = `
  WITH person AS MATERIALIZED (
    SELECT number, ${chance('number', '$3', 4)} AS line, ${chance('number', '$3', 5)} AS digits
      FROM generate_series($1::int, $2::int - 1) AS number
  )
  INSERT INTO contact_point (customer_id, kind, value, priority, confirmed_at)
  SELECT ${idOf('number')}, 'mobile', '+81' || (ARRAY['70', '80', '90'])[1 + number % 3] || (10000000 + floor(digits * 80000000)::int), 1, now()
    FROM person WHERE line >= 0.03
  UNION ALL
  SELECT ${idOf('number')}, 'landline', '+81466' || (200000 + floor(digits * 700000)::int), 0, now()
    FROM person WHERE line >= 0.8`;
