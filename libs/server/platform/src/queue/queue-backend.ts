import {
  createPostgresBackend,
  createRedisBackend,
  type BackendFactory,
  type ConnectionOptions,
  type RedisQueueBackend,
} from 'bullmq';
import { AppConfig } from '../settings/app-config';
import { connectionConfig, type DatabaseTimeouts } from '../database/database-timeouts';
import { SafePool } from '../database/safe-pool';

/** Where BullMQ stores its jobs, in the form that its classes expect: the types of Redis, for both backends. */
export interface QueueBackend {
  factory: BackendFactory<RedisQueueBackend>;
  /** For adding jobs: it gives up soon when the backend is away, because the caller has another way. */
  producer: ConnectionOptions;
  /** For taking jobs. */
  consumer: ConnectionOptions;
  /**
   * BullMQ's PostgreSQL connection remembers a failed first attempt forever, so such a queue has to be opened again.
   */
  remembersFailure: boolean;
  close(): Promise<void>;
}

/** The PostgreSQL schema of BullMQ's tables. */
export const QUEUE_SCHEMA = 'bullmq';

/** How long adding a job may take before the backend counts as away, in milliseconds. */
export const PRODUCER_TIMEOUT_MS = 900;
const PRODUCER_TIMEOUTS: DatabaseTimeouts = {
  connectionMs: PRODUCER_TIMEOUT_MS,
  lockMs: 600,
  statementMs: 800,
  idleInTransactionMs: 5_000,
  answerMs: PRODUCER_TIMEOUT_MS,
};
/** A worker tries again when a job could not be taken or recorded; its jobs are locked for 30 s. */
const CONSUMER_TIMEOUTS: DatabaseTimeouts = {
  connectionMs: 10_000,
  lockMs: 10_000,
  statementMs: 15_000,
  idleInTransactionMs: 15_000,
  answerMs: 20_000,
};
/**
 * Most connections of one process. Few callers add jobs at the same time. Each worker has one connection that
 * listens, and others for taking jobs.
 */
const POOL_SIZES = { producer: 5, consumer: 10 };

/** Opens connections at their first use. @param onError is called when an idle connection breaks */
export function queueBackend(config: AppConfig, onError: (error: Error) => void): QueueBackend {
  return config.values.QUEUE_BACKEND === 'redis'
    ? onRedis(config.values.REDIS_URL ?? '')
    : onPostgres(config.values.DATABASE_URL, onError);
}

function onPostgres(connectionString: string, onError: (error: Error) => void): QueueBackend {
  const producer = postgresPool(connectionString, POOL_SIZES.producer, PRODUCER_TIMEOUTS).on(
    'error',
    onError,
  );
  const consumer = postgresPool(connectionString, POOL_SIZES.consumer, CONSUMER_TIMEOUTS).on(
    'error',
    onError,
  );
  return {
    factory: createPostgresBackend as unknown as QueueBackend['factory'],
    producer: producer,
    consumer: consumer,
    remembersFailure: true,
    close: async () => {
      await Promise.all([producer.end(), consumer.end()]);
    },
  };
}

/**
 * A pool with keepAlive: without it BullMQ limits its wait for a job to 10 s, because a dead LISTEN would stay
 * unnoticed. Only direct connections work: PgBouncer refuses the start-up option that sets the search path.
 */
function postgresPool(connectionString: string, max: number, timeouts: DatabaseTimeouts): SafePool {
  return new SafePool({
    ...connectionConfig(connectionString, timeouts, 'daiko-queue'),
    max,
    options: `-c search_path=${QUEUE_SCHEMA}`,
  });
}

function onRedis(url: string): QueueBackend {
  return {
    factory: createRedisBackend,
    producer: {
      url,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      connectTimeout: PRODUCER_TIMEOUT_MS,
    },
    consumer: { url, maxRetriesPerRequest: null },
    remembersFailure: false,
    close: () => Promise.resolve(),
  };
}
