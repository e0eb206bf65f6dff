import { Pool, type PoolClient, type PoolConfig } from 'pg';

/**
 * The state of a node-postgres client that its types do not show. A test checks it, because it may change with a new
 * version.
 */
interface ClientState {
  /** False while the server has not answered the last statement yet, even if the client's own time-out is over. */
  readyForQuery: boolean;
  /** `I` outside a transaction, `T` in one, `E` in one that has failed. */
  getTransactionStatus(): string | null;
}

/**
 * A pool that never passes on a connection on which the previous user left something. This can be a statement that
 * still runs in the server although the client's time-out is over, or a transaction whose ROLLBACK did not arrive.
 * Such a connection is ended, and its locks, role and settings end with it. TypeORM and pg-pool would return it to
 * the pool.
 */
export class SafePool extends Pool {
  constructor(config?: PoolConfig) {
    super(config);
    // This event comes before the pool decides what to do with the client; the pool removes a client that is ending.
    this.on('release', (_error: Error, client: PoolClient) => {
      const state = client as unknown as ClientState;
      const isClean = state.readyForQuery && state.getTransactionStatus() === 'I';
      if (!isClean) void client.end();
    });
  }
}
