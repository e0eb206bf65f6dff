import type { Client } from 'pg';
import { UPDATE_IDENTITIES_COMPARED } from './validate-identity';
import { judgeTree } from './validate-tree';
import { LINES_OF_ALL } from './refusal-lines';

/**
 * Judges what was read as a whole: who a number belongs to, who stands below whom, and what cannot go in because of
 * somebody else. Set by set in the database; begun again it starts from what was read.
 * @param depthMax levels that the tree may have
 */
export async function validateRun(client: Client, runId: string, depthMax: number): Promise<void> {
  await client.query('BEGIN');
  try {
    // Statistics: without them the judgement of a million rows takes hours. Whoever may not ANALYZE calls the owner's.
    await client.query('SELECT import_measure()');
    // What a hash of a million rows needs; with less, each level of the tree reads the table again.
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

/** Reasons that judging gives; those that reading gave stay. */
export const JUDGED = `('duplicate', 'second_root', 'parent_unknown', 'parent_refused', 'cycle', 'too_deep',
  'registered_here', 'operator_here', 'other_customer', 'unforeseen')`;

const BEGIN_FROM_READING = [
  `UPDATE import_customer SET refused = NULL WHERE refused IN ${JUDGED} AND content <> '{}'`,
  `UPDATE import_customer SET depth = NULL, above = parent_id, steps = 1
    WHERE depth IS NOT NULL OR above IS DISTINCT FROM parent_id OR steps <> 1`,
  // The same row twice is one row.
  `DELETE FROM import_customer later USING import_customer earlier
    WHERE later.customer_id = earlier.customer_id AND later.row_number > earlier.row_number
      AND later.content = earlier.content AND later.parent_id IS NOT DISTINCT FROM earlier.parent_id
      AND later.refused IS NOT DISTINCT FROM earlier.refused`,
  `UPDATE import_customer SET refused = 'duplicate' WHERE refused IS NULL AND customer_id IN (
     SELECT customer_id FROM import_customer GROUP BY customer_id HAVING count(*) > 1)`,
];
