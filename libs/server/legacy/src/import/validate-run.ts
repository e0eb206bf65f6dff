import type { Client } from 'pg';
import { UPDATE_IDENTITIES_COMPARED } from './validate-identity';
import { judgeTree } from './validate-tree';
import { LINES_OF_ALL } from './refusal-lines';

/**
 * Judges everything that was read: to which customer a number belongs, which customer is below which, and which rows
 * cannot be imported because of other rows. It works set by set in the database. When it is started again, it starts
 * from the rows as they were read.
 * @param depthMax levels that the tree may have
 */
export async function validateRun(client: Client, runId: string, depthMax: number): Promise<void> {
  await client.query('BEGIN');
  try {
    // This updates the statistics: without them the judgement of a million rows takes hours. A user without the right
    // to ANALYZE has to call this function of the owner.
    await client.query('SELECT import_measure()');
    // A hash of a million rows needs this memory. With less, each level of the tree reads the table again.
    await client.query(`SET LOCAL work_mem = '64MB'`);
    await client.query('DELETE FROM import_line WHERE run_id = $1 AND judged', [runId]);
    for (const statement of BEGIN_FROM_READING) await client.query(statement);
    await client.query(UPDATE_IDENTITIES_COMPARED);
    await judgeTree(client, depthMax);
    for (const statement of LINES_OF_ALL) await client.query(statement, [runId]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/** The reasons that the judgement gives. Reasons that were given while reading stay. */
export const JUDGED = `('duplicate', 'second_root', 'parent_unknown', 'parent_refused', 'cycle', 'too_deep',
  'registered_here', 'operator_here', 'other_customer', 'unforeseen')`;

const BEGIN_FROM_READING = [
  `UPDATE import_customer SET refused = NULL WHERE refused IN ${JUDGED} AND content <> '{}'`,
  `UPDATE import_customer SET depth = NULL, above = parent_id, steps = 1
    WHERE depth IS NOT NULL OR above IS DISTINCT FROM parent_id OR steps <> 1`,
  // Two identical rows count as one row.
  `DELETE FROM import_customer later USING import_customer earlier
    WHERE later.customer_id = earlier.customer_id AND later.row_number > earlier.row_number
      AND later.content = earlier.content AND later.parent_id IS NOT DISTINCT FROM earlier.parent_id
      AND later.refused IS NOT DISTINCT FROM earlier.refused`,
  `UPDATE import_customer SET refused = 'duplicate' WHERE refused IS NULL AND customer_id IN (
     SELECT customer_id FROM import_customer GROUP BY customer_id HAVING count(*) > 1)`,
];
