import { Client, type ClientConfig } from 'pg';
import { connectionConfig, type DatabaseTimeouts } from './database-timeouts';

/**
 * Opens a connection that is not from a pool. The caller keeps it as long as needed and then ends it. PostgreSQL may
 * end it earlier, also between two statements: when it restarts, or when a slow reader makes the time between two
 * statements too long. Then the next statement is refused. Without an error listener, the end of the connection would
 * end our process.
 * @param name same as for `connectionConfig`
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
