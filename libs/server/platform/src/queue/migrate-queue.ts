import { runMigrations } from 'bullmq';
import type { ClientBase } from 'pg';
import { QUEUE_SCHEMA } from './queue-backend';

/**
 * Brings BullMQ's tables up to the version of the installed package. Forward only: BullMQ has no way back.
 * @param client one connection, outside any transaction
 */
export async function migrateQueue(client: Pick<ClientBase, 'query'>): Promise<void> {
  await runMigrations(client, QUEUE_SCHEMA);
}
