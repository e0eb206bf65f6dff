import { Client, type ClientConfig } from 'pg';
import { connectionConfig, type DatabaseTimeouts } from './database-timeouts';

/**
 * A connection that is not out of a pool, for as long as its user needs it; the user ends it.
 * PostgreSQL may end it first, between two statements as well: it is restarted, or the time for the next statement is
 * over because a reader is slow. The next statement is refused then. Without a listener that end would end our process.
 * @param name as of `connectionConfig`
 */
export async function openConnection(
  databaseUrl: string,
  timeouts: DatabaseTimeouts,
  name: string,
  more: ClientConfig = {},
): Promise<Client> {
  const client = new Client({ ...connectionConfig(databaseUrl, timeouts, name), ...more });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
