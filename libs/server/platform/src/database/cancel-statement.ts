import type { Client } from 'pg';
import { DATABASE_TIMEOUTS } from './database-timeouts';
import { openConnection } from './open-connection';

/**
 * Cancels the running statement of a client that is not from a pool, over a separate connection. Never throws: if it
 * fails, the statement ends by its own time-out.
 */
export async function cancelStatement(client: Client, databaseUrl: string): Promise<void> {
  const { processID } = client as unknown as { processID: number | null };
  try {
    const canceller = await openConnection(databaseUrl, DATABASE_TIMEOUTS.listener, 'daiko-cancel');
    await canceller.query('SELECT pg_cancel_backend($1)', [processID]).finally(() => canceller.end());
  } catch {
    // There is no caller left who could be notified.
  }
}
