import { DataSource, type QueryRunner } from 'typeorm';

/** The part of TypeORM's runner for PostgreSQL that hears when its connection breaks. */
interface ListeningRunner extends Omit<QueryRunner, 'isReleased'> {
  isReleased: boolean;
  releasePostgresConnection(error?: Error): Promise<void>;
}

/**
 * A DataSource whose statements fail with the reason when the connection was lost since the statement before: ended by
 * the server after too long a pause within a transaction, or by a restart. TypeORM would say that the runner was
 * released, which is what it says of a bug as well.
 */
export class SafeDataSource extends DataSource {
  override createQueryRunner(...mode: Parameters<DataSource['createQueryRunner']>): QueryRunner {
    const runner = super.createQueryRunner(...mode) as ListeningRunner;
    const release = runner.releasePostgresConnection.bind(runner);
    const query = runner.query.bind(runner) as (...of: unknown[]) => Promise<unknown>;
    let lost: Error | undefined;
    runner.releasePostgresConnection = async (error) => {
      await release(error);
      lost ??= error;
      // Its owner has not released it yet, and is to hear the reason.
      if (error !== undefined) runner.isReleased = false;
    };
    runner.query = ((...of: unknown[]) =>
      lost === undefined ? query(...of) : Promise.reject(lost)) as QueryRunner['query'];
    return runner;
  }
}
