import { DATABASE_TIMEOUTS, openConnection } from '@daiko/server-platform';
import type { Client } from 'pg';

/** Somebody else is importing right now. */
export class ImportUnderWay extends Error {
  override name = 'ImportUnderWay';
}

/** Of all the processes one imports at a time: the lock goes with the connection, however it ends. */
const LOCK = 7_204_615;

/** Whether somebody imports right now, for whoever only wants to know. */
export const IMPORTS_NOW = `
  EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = ${String(LOCK)}
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

/** Does something as the only one who imports, over a connection of its own. @throws ImportUnderWay */
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
