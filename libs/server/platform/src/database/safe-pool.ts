import { Pool, type PoolClient, type PoolConfig } from 'pg';

/** What node-postgres knows of a client beyond its types. Held by a test, as it may change with a new version. */
interface ClientState {
  /** False while the server has not yet answered the last statement, whatever the client's own time-out said. */
  readyForQuery: boolean;
  /** `I` outside a transaction, `T` in one, `E` in one that has failed. */
  getTransactionStatus(): string | null;
}

/**
 * A pool that never gives a connection to the next who asks when the one before has left something on it: a statement
 * that still runs in the server although the client's time-out is over, or a transaction, because its ROLLBACK was not
 * heard. With the connection end its locks, its role and its settings. TypeORM and pg-pool return such connections.
 */
export class SafePool extends Pool {
  constructor(config?: PoolConfig) {
    super(config);
    // Told before the pool decides what to do with the client: one that is ending is removed.
    this.on('release', (_error: Error, client: PoolClient) => {
      const state = client as unknown as ClientState;
      const isClean = state.readyForQuery && state.getTransactionStatus() === 'I';
      if (!isClean) void client.end();
    });
  }
}
