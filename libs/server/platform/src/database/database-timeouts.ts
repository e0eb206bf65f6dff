import type { ClientConfig } from 'pg';

/**
 * How long a process waits for PostgreSQL, in milliseconds. The server ends a statement that takes too long: then the
 * transaction is over and its locks are free. The client's own limit comes later, for a server that no longer
 * answers.
 */
export interface DatabaseTimeouts {
  /** `connectionTimeoutMillis`: for a connection from the pool, including connecting. */
  connectionMs: number;
  /** `lock_timeout`: for each lock. */
  lockMs: number;
  /** `statement_timeout`: for one statement, including waiting for locks. 0 for no limit. */
  statementMs: number;
  /**
   * `idle_in_transaction_session_timeout`: between two statements of a transaction; afterwards the connection ends.
   */
  idleInTransactionMs: number;
  /** `query_timeout` of the client. Afterwards the connection counts as broken. 0 for no limit. */
  answerMs: number;
}

/** Time-outs by kind of process. A statement that needs more time sets it with `withTimeouts`. See ADR 22. */
export const DATABASE_TIMEOUTS = {
  /**
   * Connecting and one statement together take less than 2 s, so that a user at a browser gets an answer within that
   * time.
   */
  api: { connectionMs: 750, lockMs: 750, statementMs: 1_000, idleInTransactionMs: 5_000, answerMs: 1_150 },
  /** No user waits at a screen. The limits are below the 30 s of a shutdown, and below the lock time of a job. */
  worker: {
    connectionMs: 5_000,
    lockMs: 10_000,
    statementMs: 20_000,
    idleInTransactionMs: 20_000,
    answerMs: 25_000,
  },
  /** Checks and applies whole files in single statements, and reads the next piece of a file between two of them. */
  import: {
    connectionMs: 5_000,
    lockMs: 60_000,
    statementMs: 1_800_000,
    idleInTransactionMs: 120_000,
    answerMs: 1_810_000,
  },
  /**
   * Migrations, the seed and the commands of administrators. Indexes may be built without a time limit, but no lock
   * is awaited for long: the statements of all other processes queue behind a statement that waits for a whole table.
   */
  admin: {
    connectionMs: 5_000,
    lockMs: 15_000,
    statementMs: 0,
    idleInTransactionMs: 120_000,
    answerMs: 0,
  },
  /** Looks at recent events or listens for them, a few rows at a time. */
  listener: {
    connectionMs: 2_000,
    lockMs: 750,
    statementMs: 5_000,
    idleInTransactionMs: 5_000,
    answerMs: 6_000,
  },
} satisfies Record<string, DatabaseTimeouts>;

/**
 * Options for opening a client or pool of node-postgres. The server knows the limits from the first statement.
 * @param name `application_name`: shows in pg_stat_activity which part of the system a connection belongs to
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
