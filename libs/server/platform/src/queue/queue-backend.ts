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

/** Where BullMQ keeps its jobs, as its classes want to be told: in the types of Redis, whichever it is. */
export interface QueueBackend {
  factory: BackendFactory<RedisQueueBackend>;
  /** For those who add jobs: gives up soon when the backend is away; whoever adds has another way. */
  producer: ConnectionOptions;
  /** For those who take jobs. */
  consumer: ConnectionOptions;
  /** BullMQ's PostgreSQL connection remembers a failed first attempt for ever: such a queue has to be opened anew. */
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
/** A worker asks again when a job could not be taken or noted; its jobs are locked for 30 s. */
const CONSUMER_TIMEOUTS: DatabaseTimeouts = {
  connectionMs: 10_000,
  lockMs: 10_000,
  statementMs: 15_000,
  idleInTransactionMs: 15_000,
  answerMs: 20_000,
};
/** Connections of one process, at most: few add at once; each worker has one that listens, and others to take jobs with. */
const POOL_SIZES = { producer: 5, consumer: 10 };

/** Opens connections at their first use. @param onError hears of idle connections that broke */
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
 * With keepAlive, else BullMQ caps its wait for a job at 10 s because a dead LISTEN would stay unnoticed.
 * Direct connections only: PgBouncer refuses the start-up option that sets the search path.
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
