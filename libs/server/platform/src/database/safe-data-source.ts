import type { PoolClient } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { ReaderLeft, readerSignal } from '../leaving';

/** The part of TypeORM's runner for PostgreSQL that is notified when its connection breaks. */
interface ListeningRunner extends Omit<QueryRunner, 'isReleased'> {
  isReleased: boolean;
  releasePostgresConnection(error?: Error): Promise<void>;
}

type Query = (...of: unknown[]) => Promise<unknown>;

/**
 * A DataSource whose statements fail with the real reason when the connection was lost since the statement before.
 * The server ends a connection after too long a pause within a transaction, or at a restart. TypeORM would only
 * report that the runner was released, which is also what it reports for a bug. Statements within `whileReading` end
 * when the reader leaves.
 */
export class SafeDataSource extends DataSource {
  override createQueryRunner(...mode: Parameters<DataSource['createQueryRunner']>): QueryRunner {
    const runner = super.createQueryRunner(...mode) as ListeningRunner;
    const release = runner.releasePostgresConnection.bind(runner);
    const query = runner.query.bind(runner) as Query;
    let lost: Error | undefined;
    const reason = (): Error | undefined => lost;
    runner.releasePostgresConnection = async (error) => {
      lost ??= error;
      await release(error);
      // Its owner has not released it yet, and has to get the reason.
      if (error !== undefined) runner.isReleased = false;
    };
    runner.query = (async (...of: unknown[]) => {
      const before = reason();
      if (before !== undefined) throw before;
      try {
        return await this.untilReaderLeaves(runner, () => query(...of));
      } catch (error) {
        throw reason() ?? error;
      }
    }) as QueryRunner['query'];
    return runner;
  }

  private async untilReaderLeaves(runner: ListeningRunner, work: () => Promise<unknown>): Promise<unknown> {
    const signal = readerSignal();
    if (signal === undefined) return work();
    const { processID } = (await runner.connect()) as PoolClient & { processID: number };
    const leave = () => void this.abandon(runner, processID);
    if (signal.aborted) throw new ReaderLeft();
    signal.addEventListener('abort', leave, { once: true });
    return work().finally(() => signal.removeEventListener('abort', leave));
  }

  /** The connection is removed from the pool first, so that the cancel cannot hit a later statement on it. */
  private async abandon(runner: ListeningRunner, processID: number): Promise<void> {
    await runner.releasePostgresConnection(new ReaderLeft());
    // If this is refused, the statement ends by its own time-out.
    await this.query('SELECT pg_cancel_backend($1)', [processID]).catch(() => undefined);
  }
}
