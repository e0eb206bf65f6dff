import type { Client } from 'pg';

/**
 * Judges which customer is below which, as it will be after the import: `depth` becomes the level in the tree. The
 * number of statements does not grow with the length of a chain of customers, however long it is in the export.
 */
export async function judgeTree(client: Client, depthMax: number): Promise<void> {
  for (const statement of FIND_PARENTS) await client.query(statement);
  await client.query(REFUSE_BELOW);
  await client.query(UPDATE_DEPTHS, [depthMax]);
  await client.query(UPDATE_TOO_DEEP, [depthMax]);
  await client.query(REFUSE_BELOW_TOO_DEEP);
  // Refuses rows whose customers here would become too deep. Then the rows of the export below such a row are
  // refused.
  await client.query(UPDATE_TOO_DEEP_BELOW, [depthMax]);
  await client.query(REFUSE_BELOW);
  await refuseCycles(client);
}

const HEAD_OFFICE = '(SELECT customer_id FROM customer WHERE parent_customer_id IS NULL)';

// The head office is here and stays where it is, so no other row depends on its row.
const FIND_PARENTS = [
  `UPDATE import_customer SET refused = 'second_root'
    WHERE refused IS NULL AND parent_id IS NULL AND customer_id <> coalesce(${HEAD_OFFICE},
      (SELECT customer_id FROM import_customer WHERE refused IS NULL AND parent_id IS NULL ORDER BY row_number LIMIT 1))`,
  // A customer who was moved here since the last import stays at the new place.
  `UPDATE import_customer staged SET above = here.parent_customer_id
    FROM customer here JOIN imported_customer imported ON imported.customer_id = here.customer_id
    WHERE here.customer_id = staged.customer_id AND here.parent_customer_id IS NOT NULL
      AND here.parent_customer_id IS DISTINCT FROM imported.content->>'parent'`,
  `UPDATE import_customer child SET refused = 'parent_unknown'
    WHERE refused IS NULL AND above IS NOT NULL
      AND NOT EXISTS (SELECT FROM import_customer parent WHERE parent.customer_id = child.above)
      AND NOT EXISTS (SELECT FROM customer WHERE customer.customer_id = child.above)`,
  // If a parent is already here and not in the export, this finds the row of the export that is above it.
  `UPDATE import_customer child SET
     above = (SELECT step FROM ${stepsOf('child.above')} ORDER BY place DESC LIMIT 1),
     steps = coalesce((SELECT nlevel(path) - place + 1 FROM ${stepsOf('child.above')} ORDER BY place DESC LIMIT 1),
                      (SELECT nlevel(path) + 1 FROM customer WHERE customer_id = child.above))
    WHERE refused IS NULL AND above IS NOT NULL AND (above = ${HEAD_OFFICE}
      OR NOT EXISTS (SELECT FROM import_customer parent WHERE parent.customer_id = child.above))`,
];

/** Rows of the export on the path from the top down to a customer who is here, with their level. */
function stepsOf(customerId: string): string {
  return `
    customer parent, unnest(string_to_array(parent.path::text, '.')) WITH ORDINALITY AS walk(step, place)
    WHERE parent.customer_id = ${customerId} AND place > 1
      AND EXISTS (SELECT FROM import_customer staged WHERE staged.customer_id = step::char(8))`;
}

/** Rows below other rows, at any distance. They are found one by one through the index. */
const below = (first: string) => `
  WITH RECURSIVE below (customer_id) AS (
    SELECT customer_id FROM import_customer WHERE ${first}
    UNION SELECT child.customer_id FROM below JOIN import_customer child ON child.above = below.customer_id
  )`;

const REFUSE_BELOW = `${below('refused IS NOT NULL')}
  UPDATE import_customer child SET refused = 'parent_refused' FROM below
  WHERE below.customer_id = child.above AND child.refused IS NULL`;

const UPDATE_DEPTHS = `
  WITH RECURSIVE walk (customer_id, depth) AS (
    SELECT customer_id, steps FROM import_customer WHERE refused IS NULL AND above IS NULL
    UNION ALL
    SELECT child.customer_id, walk.depth + child.steps
      FROM walk JOIN import_customer child ON child.above = walk.customer_id
     WHERE child.refused IS NULL AND walk.depth <= $1::int
  )
  UPDATE import_customer SET depth = walk.depth FROM walk
  WHERE import_customer.customer_id = walk.customer_id AND refused IS NULL`;

const UPDATE_TOO_DEEP = `UPDATE import_customer SET refused = 'too_deep' WHERE refused IS NULL AND depth > $1::int`;

const REFUSE_BELOW_TOO_DEEP = `${below(`refused = 'too_deep'`)}
  UPDATE import_customer child SET refused = 'too_deep' FROM below
  WHERE below.customer_id = child.above AND child.refused IS NULL`;

const UPDATE_TOO_DEEP_BELOW = `
  UPDATE import_customer staged SET refused = 'too_deep' FROM customer here
  WHERE here.customer_id = staged.customer_id AND refused IS NULL AND depth > nlevel(here.path)
    AND depth - nlevel(here.path) + (SELECT max(nlevel(under.path)) FROM customer under WHERE under.path <@ here.path)
      > $1::int`;

/**
 * A row that is not reached from the top is part of a circle or below a row that is. Each row first points to the row
 * above it, then to the row two above, four above and so on. After as many steps as there are rows, all rows point
 * into circles.
 */
async function refuseCycles(client: Client): Promise<void> {
  const found = await client.query(IS_ANYBODY_LOST);
  if (found.rowCount === 0) return;
  const { rowCount } = await client.query(LOST);
  for (let steps = 1; steps < 2 * (rowCount ?? 0); steps *= 2) {
    await client.query(TWICE_AS_FAR);
    await client.query('DROP TABLE import_lost');
    await client.query('ALTER TABLE import_lost_next RENAME TO import_lost');
  }
  await client.query(UPDATE_CYCLE);
  await client.query(UPDATE_BELOW_CYCLE);
  await client.query('DROP TABLE import_lost');
}

const IS_ANYBODY_LOST = 'SELECT FROM import_customer WHERE refused IS NULL AND depth IS NULL LIMIT 1';

const LOST = `
  CREATE TEMPORARY TABLE import_lost AS
  SELECT DISTINCT customer_id, above FROM import_customer WHERE refused IS NULL AND depth IS NULL`;

const TWICE_AS_FAR = `
  CREATE TEMPORARY TABLE import_lost_next AS
  SELECT lost.customer_id, next.above FROM import_lost lost JOIN import_lost next ON next.customer_id = lost.above`;

const UPDATE_CYCLE = `
  UPDATE import_customer SET refused = 'cycle'
  WHERE refused IS NULL AND depth IS NULL AND customer_id IN (SELECT above FROM import_lost)`;

const UPDATE_BELOW_CYCLE = `UPDATE import_customer SET refused = 'parent_refused' WHERE refused IS NULL AND depth IS NULL`;
