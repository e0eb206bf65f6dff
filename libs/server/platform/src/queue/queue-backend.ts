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
  /** For those who add jobs: gives up at once when the backend is away; whoever adds has another way. */
  producer: ConnectionOptions;
  /** For those who take jobs: waits as long as it takes. */
  consumer: ConnectionOptions;
  close(): Promise<void>;
}

/** The PostgreSQL schema of BullMQ's tables. */
export const QUEUE_SCHEMA = 'bullmq';

/** Connections of one process: one LISTEN per worker, the rest for statements. */
const POOL_SIZE = 10;
/** How long a kick may wait for the backend, in milliseconds. */
const PRODUCER_PATIENCE = 900;

/** @throws when the process could not open a pool; reachability shows at the first use */
export function queueBackend(config: AppConfig, onError: (error: Error) => void): QueueBackend {
  return config.values.QUEUE_BACKEND === 'redis'
    ? onRedis(config.values.REDIS_URL ?? '')
    : onPostgres(config.values.DATABASE_URL, onError);
}

/**
 * A pool of our own with keepAlive, else BullMQ caps its wait for a job at 10 s because a dead LISTEN would stay unnoticed.
 * Direct connections only: PgBouncer refuses the start-up option that sets the search path.
 */
function onPostgres(connectionString: string, onError: (error: Error) => void): QueueBackend {
  const pool = new Pool({
    connectionString,
    max: POOL_SIZE,
    keepAlive: true,
    connectionTimeoutMillis: PRODUCER_PATIENCE,
    options: `-c search_path=${QUEUE_SCHEMA}`,
    application_name: 'daiko-queue',
  });
  pool.on('error', onError);
  const connection = pool as unknown as ConnectionOptions;
  return {
    factory: createPostgresBackend as unknown as QueueBackend['factory'],
    producer: connection,
    consumer: connection,
    close: () => pool.end(),
  };
}

function onRedis(url: string): QueueBackend {
  return {
    factory: createRedisBackend,
    producer: { url, enableOfflineQueue: false, maxRetriesPerRequest: 1, connectTimeout: PRODUCER_PATIENCE },
    consumer: { url, maxRetriesPerRequest: null },
    close: () => Promise.resolve(),
  };
}
