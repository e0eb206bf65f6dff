import type { EntityManager } from 'typeorm';

/** The part of node-postgres's client that knows a time-out per statement. */
interface Client {
  query(config: {
    text: string;
    values: unknown[];
    query_timeout: number;
  }): Promise<{ rows: Record<string, unknown>[] }>;
}

/** Statements of one transaction that may take longer than the process allows others. */
export interface LongStatements {
  query<Row>(text: string, values: unknown[]): Promise<Row[]>;
}

/** So much later than the server the client gives up, in milliseconds: what ends in the server needs no new connection. */
const CLIENT_MARGIN_MS = 500;

/**
 * Runs statements of a transaction with a longer time-out than the process has (DATABASE_TIMEOUTS), waiting for locks
 * included. The limit is raised in the server for each of these statements, and is the process's own again after it.
 * @param timeoutMs milliseconds per statement
 */
export function withStatementTimeout(manager: EntityManager, timeoutMs: number): LongStatements {
  return {
    async query<Row>(text: string, values: unknown[]): Promise<Row[]> {
      const client = (await manager.queryRunner?.connect()) as Client | undefined;
      if (client === undefined) throw new Error('A longer time-out belongs into a transaction');
      await manager.query(RAISE, [String(timeoutMs)]);
      const { rows } = await client.query({ text, values, query_timeout: timeoutMs + CLIENT_MARGIN_MS });
      await manager.query(RESTORE);
      return rows as Row[];
    },
  };
}

const RAISE = "SELECT set_config('statement_timeout', $1, true), set_config('lock_timeout', $1, true)";
// What the connection was opened with.
const RESTORE = 'SET LOCAL statement_timeout TO DEFAULT; SET LOCAL lock_timeout TO DEFAULT';
