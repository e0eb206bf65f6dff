import type { ClientConfig } from 'pg';

/**
 * How long a process waits for PostgreSQL, in milliseconds. The server ends what takes too long: then the transaction is
 * over and its locks are free. The client's own limit comes later, for a server that does not answer any more.
 */
export interface DatabaseTimeouts {
  /** `connectionTimeoutMillis`: for a connection out of the pool, connecting included. */
  connectionMs: number;
  /** `lock_timeout`: for each lock. */
  lockMs: number;
  /** `statement_timeout`: for one statement, waiting for locks included. 0 for no limit. */
  statementMs: number;
  /** `idle_in_transaction_session_timeout`: between two statements of a transaction; the connection ends with it. */
  idleInTransactionMs: number;
  /** `query_timeout`: of the client. The connection counts as broken after it. 0 for no limit. */
  answerMs: number;
}

/** By kind of process. A statement that needs more says so itself (`withTimeouts`). See ADR 22. */
export const DATABASE_TIMEOUTS = {
  /** Connection and one statement are together below 2 s: so soon a person before a browser is told. */
  api: { connectionMs: 750, lockMs: 750, statementMs: 1_000, idleInTransactionMs: 5_000, answerMs: 1_150 },
  /** Nobody waits before a screen. Below the 30 s of a shutdown, and below a job's lock. */
  worker: {
    connectionMs: 5_000,
    lockMs: 10_000,
    statementMs: 20_000,
    idleInTransactionMs: 20_000,
    answerMs: 25_000,
  },
  /** Judges and applies whole files in single statements; reads the next piece of a file between two of them. */
  import: {
    connectionMs: 5_000,
    lockMs: 60_000,
    statementMs: 1_800_000,
    idleInTransactionMs: 120_000,
    answerMs: 1_810_000,
  },
  /**
   * Migrations, seed and the commands of those who run the system. Builds indexes without a limit, but waits for no lock
   * for long: everybody else's statements queue behind a statement that waits for a whole table.
   */
  admin: {
    connectionMs: 5_000,
    lockMs: 15_000,
    statementMs: 0,
    idleInTransactionMs: 120_000,
    answerMs: 0,
  },
  /** Looks at or listens to what has happened, a few rows at a time. */
  listener: {
    connectionMs: 2_000,
    lockMs: 750,
    statementMs: 5_000,
    idleInTransactionMs: 5_000,
    answerMs: 6_000,
  },
} satisfies Record<string, DatabaseTimeouts>;

/**
 * What a client or pool of node-postgres is opened with, so that the server knows the limits from the first statement.
 * @param name `application_name`: which part of the system a connection in pg_stat_activity belongs to
 */
export function connectionConfig(
  connectionString: string,
  timeouts: DatabaseTimeouts,
  name: string,
): ClientConfig {
  return {
    connectionString,
    connectionTimeoutMillis: timeouts.connectionMs,
    lock_timeout: timeouts.lockMs,
    statement_timeout: timeouts.statementMs,
    idle_in_transaction_session_timeout: timeouts.idleInTransactionMs,
    query_timeout: timeouts.answerMs,
    keepAlive: true,
    application_name: name,
  };
}
