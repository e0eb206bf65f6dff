import type { Client } from 'pg';
import { LINES_OF_SOME } from './refusal-lines';

/**
 * Refuses a row that was judged good but cannot be imported, and all rows of the export that depend on it, in the
 * current transaction. No customer below it is imported yet, because parents come first.
 * @param errorId of the log entry that says what happened, if the refusal was unforeseen
 */
export async function refuseLate(
  client: Client,
  runId: string,
  customerId: string,
  reason: string,
  errorId: string | null = null,
): Promise<void> {
  await client.query(UPDATE_REFUSED, [customerId, reason]);
  const { rows } = await client.query<{ id: string }>(UPDATE_REFUSED_BELOW, [customerId]);
  const refused = [customerId, ...rows.map(({ id }) => id)];
  for (const statement of LINES_OF_SOME) await client.query(statement, [runId, refused]);
  if (errorId !== null) await client.query(UPDATE_LINE_ERROR, [runId, customerId, errorId]);
}

const UPDATE_REFUSED = `UPDATE import_customer SET refused = $2 WHERE customer_id = $1 AND refused IS NULL`;

const UPDATE_REFUSED_BELOW = `
  WITH RECURSIVE below (customer_id) AS (
    SELECT customer_id FROM import_customer WHERE above = $1 AND refused IS NULL
    UNION SELECT child.customer_id FROM below JOIN import_customer child ON child.above = below.customer_id
      WHERE child.refused IS NULL
  )
  UPDATE import_customer SET refused = 'parent_refused' FROM below
  WHERE import_customer.customer_id = below.customer_id AND refused IS NULL
  RETURNING below.customer_id AS id`;

const UPDATE_LINE_ERROR = `
  UPDATE import_line SET error_id = $3 WHERE run_id = $1 AND customer_id = $2 AND reason = 'unforeseen'`;
