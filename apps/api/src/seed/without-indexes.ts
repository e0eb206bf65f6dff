import type { EntityManager } from 'typeorm';

/**
 * Fills tables without the indexes that only reading needs, and creates the same indexes again once the rows exist.
 * With many rows this takes a fraction of the time. Constraints and their indexes stay.
 */
export async function withoutIndexes(
  tx: EntityManager,
  tables: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const indexes = await tx.query<{ drop: string; create: string }[]>(INDEXES, [tables]);
  for (const { drop } of indexes) await tx.query(drop);
  await work();
  await tx.query(`SET LOCAL maintenance_work_mem = '512MB'`);
  for (const { create } of indexes) await tx.query(create);
}

const INDEXES = `
  SELECT format('DROP INDEX %s', indexrelid::regclass) AS drop, pg_get_indexdef(indexrelid) AS create
    FROM pg_index WHERE indrelid = ANY ($1::regclass[]) AND NOT indisunique ORDER BY indexrelid`;
