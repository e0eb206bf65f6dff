import type { Client } from 'pg';

/**
 * Judges what was read as a whole: who stands below whom, and what cannot go in because of somebody else. Set by set in
 * the database; begun again it begins anew.
 */
export async function judge(client: Client, runId: string): Promise<void> {
  await client.query('BEGIN');
  try {
    // Statistics: without them the judgement of a million rows takes hours. Whoever may not ANALYZE calls the owner's.
    await client.query('SELECT import_measure()');
    for (const statement of BEFORE) await client.query(statement, statement.includes('$1') ? [runId] : []);
    await untilNothing(client, REFUSE_BELOW);
    await client.query(TOP);
    for (let depth = 0; (await count(client, NEXT_DEPTH, [depth])) > 0; depth++);
    // What is not reached from the top goes round in a circle, or hangs below one that does.
    await untilNothing(client, HANGS_BELOW_CIRCLE);
    await client.query(CIRCLE);
    for (const statement of AFTER) await client.query(statement, [runId]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function untilNothing(client: Client, statement: string): Promise<void> {
  while ((await count(client, statement)) > 0);
}

async function count(client: Client, statement: string, values: unknown[] = []): Promise<number> {
  return (await client.query(statement, values)).rowCount ?? 0;
}

/** Reasons that judging gives; those that reading gave stay. */
const JUDGED = `('duplicate', 'second_root', 'parent_unknown', 'parent_refused', 'cycle')`;

const BEFORE = [
  `DELETE FROM import_line WHERE run_id = $1 AND judged`,
  `UPDATE import_customer SET refused = NULL WHERE refused IN ${JUDGED}`,
  `UPDATE import_customer SET depth = NULL WHERE depth IS NOT NULL`,
  // The same row twice is one row.
  `DELETE FROM import_customer later USING import_customer earlier
    WHERE later.customer_id = earlier.customer_id AND later.row_number > earlier.row_number
      AND later.content = earlier.content AND later.parent_id IS NOT DISTINCT FROM earlier.parent_id`,
  `UPDATE import_customer SET refused = 'duplicate' WHERE refused IS NULL AND customer_id IN (
     SELECT customer_id FROM import_customer GROUP BY customer_id HAVING count(*) > 1)`,
  `UPDATE import_customer SET refused = 'second_root'
    WHERE refused IS NULL AND parent_id IS NULL AND customer_id <> coalesce(
      (SELECT customer_id FROM customer WHERE parent_customer_id IS NULL),
      (SELECT customer_id FROM import_customer WHERE refused IS NULL AND parent_id IS NULL ORDER BY row_number LIMIT 1))`,
  `UPDATE import_customer child SET refused = 'parent_unknown'
    WHERE refused IS NULL AND parent_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM import_customer parent WHERE parent.customer_id = child.parent_id)
      AND NOT EXISTS (SELECT FROM customer WHERE customer.customer_id = child.parent_id)`,
  // A parent that is here already, and not in the export: what of the export stands above it?
  `UPDATE import_customer child SET above = (
     SELECT step FROM customer parent, unnest(string_to_array(parent.path::text, '.')) WITH ORDINALITY AS walk(step, place)
      WHERE parent.customer_id = child.parent_id
        AND EXISTS (SELECT FROM import_customer staged WHERE staged.customer_id = step::char(8))
      ORDER BY place DESC LIMIT 1)
    WHERE parent_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM import_customer parent WHERE parent.customer_id = child.parent_id)`,
];

const REFUSE_BELOW = `
  UPDATE import_customer child SET refused = 'parent_refused' FROM import_customer parent
  WHERE parent.customer_id = child.above AND parent.refused IS NOT NULL AND child.refused IS NULL`;

const TOP = `UPDATE import_customer SET depth = 0 WHERE refused IS NULL AND above IS NULL`;

const NEXT_DEPTH = `
  UPDATE import_customer child SET depth = $1::int + 1 FROM import_customer parent
  WHERE parent.customer_id = child.above AND parent.depth = $1::int AND parent.refused IS NULL
    AND child.refused IS NULL AND child.depth IS NULL`;

const HANGS_BELOW_CIRCLE = `
  UPDATE import_customer lost SET refused = 'parent_refused'
  WHERE refused IS NULL AND depth IS NULL AND NOT EXISTS (
    SELECT FROM import_customer child
    WHERE child.above = lost.customer_id AND child.refused IS NULL AND child.depth IS NULL)`;

const CIRCLE = `UPDATE import_customer SET refused = 'cycle' WHERE refused IS NULL AND depth IS NULL`;

const line = (file: string, columns: string, from: string) => `
  INSERT INTO import_line (run_id, file, row_number, customer_id, column_name, reason, judged)
  SELECT $1::uuid, '${file}', ${columns}, true FROM ${from}`;

const ORPHANS = (table: string) => `${table} orphan
  LEFT JOIN LATERAL (SELECT bool_and(refused IS NOT NULL) AS refused FROM import_customer owner
                      WHERE owner.customer_id = orphan.customer_id) owner ON true
  WHERE owner.refused IS NOT FALSE`;
const ORPHAN_COLUMNS = `orphan.row_number, orphan.customer_id, 'お客様ID',
  CASE WHEN owner.refused THEN 'customer_refused' ELSE 'customer_absent' END`;

const AFTER = [
  line(
    'お客様.csv',
    `row_number, customer_id,
     CASE WHEN refused = 'duplicate' THEN 'お客様ID' ELSE '上位店お客様ID' END, refused`,
    `import_customer WHERE refused IN ${JUDGED}`,
  ),
  line('連絡先.csv', ORPHAN_COLUMNS, ORPHANS('import_contact')),
  line('ログイン.csv', ORPHAN_COLUMNS, ORPHANS('import_login')),
  line(
    'ログイン.csv',
    `row_number, customer_id, 'ログインID', 'duplicate_login'`,
    `(SELECT *, min(row_number) OVER same AS first,
             count(*) OVER (PARTITION BY customer_id, folded_login_id) AS times
        FROM import_login WINDOW same AS (PARTITION BY customer_id, folded_login_id, foreign_hash)) login
      WHERE times > 1 AND row_number = first AND EXISTS (
        SELECT FROM import_login other WHERE other.customer_id = login.customer_id
          AND other.folded_login_id = login.folded_login_id AND other.row_number < login.row_number)`,
  ),
  line(
    'ログイン.csv',
    `row_number, customer_id, 'ログインID', 'shared_email'`,
    `import_login login WHERE folded_login_id LIKE '%_@_%._%' AND EXISTS (
       SELECT FROM import_login other
       WHERE other.folded_login_id = login.folded_login_id AND other.customer_id <> login.customer_id)`,
  ),
];
