import { DATABASE_TIMEOUTS, openConnection } from '@daiko/server-platform';
import type { Client } from 'pg';

/** Another process is importing right now. */
export class ImportUnderWay extends Error {
  override name = 'ImportUnderWay';
}

/** Only one process imports at a time. The lock is released when its connection ends, however it ends. */
const LOCK = 7_204_615;

/** Whether a process is importing right now, for code that only reads this and does not take the lock. */
export const IMPORTS_NOW = `
  EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = ${String(LOCK)}
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

/** Does the work as the only importer, over a separate connection. @throws ImportUnderWay */
export async function asOnlyImporter<T>(
  databaseUrl: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await openConnection(databaseUrl, DATABASE_TIMEOUTS.import, 'daiko-import', {
    options: '-c TimeZone=UTC',
  });
  try {
    const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [LOCK]);
    if (rows[0]?.got !== true) throw new ImportUnderWay('別の取り込みが進んでいます。');
    return await work(client);
  } finally {
    await client.end();
  }
}
