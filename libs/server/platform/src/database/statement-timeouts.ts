import type { EntityManager } from 'typeorm';

/** The part of node-postgres's client that accepts a time-out per statement. */
interface Client {
  query(config: {
    text: string;
    values: unknown[];
    query_timeout: number;
  }): Promise<{ rows: Record<string, unknown>[] }>;
}

/** Time limits of a statement, in milliseconds. */
export interface StatementTimeouts {
  /** For the whole statement, including waiting for locks. */
  statementMs: number;
  /** For each lock; without it, the limit of the process (DATABASE_TIMEOUTS) applies. */
  lockMs?: number;
}

/** Statements of one transaction that may take longer than other statements of the process. */
export interface LongStatements {
  query<Row>(text: string, values: unknown[]): Promise<Row[]>;
}

/** How many milliseconds later than the server the client gives up. */
const CLIENT_MARGIN_MS = 500;

/**
 * Runs statements of a transaction with other time-outs than those of the process. The limits are set in the server
 * before each statement and reset to those of the process after it.
 */
export function withTimeouts(
  manager: EntityManager,
  { statementMs, lockMs }: StatementTimeouts,
): LongStatements {
  return {
    async query<Row>(text: string, values: unknown[]): Promise<Row[]> {
      const client = (await manager.queryRunner?.connect()) as Client | undefined;
      if (client === undefined) throw new Error('Time-outs of its own belong into a transaction');
      await manager.query(SET_TIMEOUTS, [String(statementMs), lockMs === undefined ? null : String(lockMs)]);
      const { rows } = await client.query({ text, values, query_timeout: statementMs + CLIENT_MARGIN_MS });
      await manager.query(RESET_TIMEOUTS);
      return rows as Row[];
    },
  };
}

const SET_TIMEOUTS = `
  SELECT set_config('statement_timeout', $1, true),
         set_config('lock_timeout', coalesce($2, current_setting('lock_timeout')), true)`;
// Resets to the values with which the connection was opened.
const RESET_TIMEOUTS = 'SET LOCAL statement_timeout TO DEFAULT; SET LOCAL lock_timeout TO DEFAULT';
