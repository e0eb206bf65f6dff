import { runMigrations } from 'bullmq';
import type { ClientBase } from 'pg';
import { QUEUE_SCHEMA } from './queue-backend';

/**
 * Migrates BullMQ's tables to the version of the installed package. It only goes forward, because BullMQ has no
 * migration back.
 * @param client one connection, outside any transaction
 */
export async function migrateQueue(client: Pick<ClientBase, 'query'>): Promise<void> {
  await runMigrations(client, QUEUE_SCHEMA);
}
