import {
  createPostgresBackend,
  createRedisBackend,
  type BackendFactory,
  type ConnectionOptions,
  type RedisQueueBackend,
} from 'bullmq';
import { Pool } from 'pg';
import { AppConfig } from '../app-config';

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
export const PRODUCER_PATIENCE = 900;
/** How long a worker waits for a connection, in milliseconds. */
const CONSUMER_PATIENCE = 10_000;
/** Connections of one process, at most: few add at once; each worker has one that listens, and others to take jobs with. */
const POOL_SIZES = { producer: 5, consumer: 10 };

/** Opens connections at their first use. @param onError hears of idle connections that broke */
export function queueBackend(config: AppConfig, onError: (error: Error) => void): QueueBackend {
  return config.values.QUEUE_BACKEND === 'redis'
    ? onRedis(config.values.REDIS_URL ?? '')
    : onPostgres(config.values.DATABASE_URL, onError);
}

function onPostgres(connectionString: string, onError: (error: Error) => void): QueueBackend {
  const producer = postgresPool(connectionString, POOL_SIZES.producer, PRODUCER_PATIENCE).on(
    'error',
    onError,
  );
  const consumer = postgresPool(connectionString, POOL_SIZES.consumer, CONSUMER_PATIENCE).on(
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
function postgresPool(connectionString: string, max: number, patience: number): Pool {
  return new Pool({
    connectionString,
    max,
    keepAlive: true,
    connectionTimeoutMillis: patience,
    options: `-c search_path=${QUEUE_SCHEMA}`,
    application_name: 'daiko-queue',
  });
}

function onRedis(url: string): QueueBackend {
  return {
    factory: createRedisBackend,
    producer: { url, enableOfflineQueue: false, maxRetriesPerRequest: 1, connectTimeout: PRODUCER_PATIENCE },
    consumer: { url, maxRetriesPerRequest: null },
    remembersFailure: false,
    close: () => Promise.resolve(),
  };
}
