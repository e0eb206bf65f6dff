import type { Client } from 'pg';

/**
 * Number of rows up to which DELETE is faster than TRUNCATE, which makes new files for the tables and their indexes.
 */
const FEW = 1_000;

/** Empties the tables into which exports are read, in the current transaction. */
export async function emptyStaging(client: Client): Promise<void> {
  for (const table of ['import_customer', 'import_contact', 'import_login']) {
    const { rowCount } = await client.query(`SELECT FROM ${table} LIMIT ${FEW + 1}`);
    if ((rowCount ?? 0) > FEW) await client.query(`TRUNCATE ${table}`);
    else if (rowCount !== 0) await client.query(`DELETE FROM ${table}`);
  }
}
