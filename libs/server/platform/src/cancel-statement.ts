import { Client } from 'pg';
import { connectionConfig, DATABASE_TIMEOUTS } from './database-timeouts';

/**
 * Ends the running statement of a client that is not out of a pool, over a connection of its own. Never throws: when it
 * cannot be done, the statement ends by its own time-out.
 */
export async function cancelStatement(client: Client, databaseUrl: string): Promise<void> {
  const { processID } = client as unknown as { processID: number | null };
  const canceller = new Client(connectionConfig(databaseUrl, DATABASE_TIMEOUTS.listener, 'daiko-cancel'));
  try {
    await canceller.connect();
    await canceller.query('SELECT pg_cancel_backend($1)', [processID]);
  } catch {
    // Nobody is there any more to be told.
  } finally {
    await canceller.end().catch(() => undefined);
  }
}
