import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Queue, Worker } from 'bullmq';
import { AppConfig } from '../settings/app-config';
import { PRODUCER_TIMEOUT_MS, queueBackend, type QueueBackend } from './queue-backend';

/**
 * A job to be added. Its ID is remembered for a while, and the same ID is ignored when it comes again. An ID must
 * contain no colon and must not be only a number.
 */
export interface QueuedJob<Data extends object> {
  id: string;
  data: Data;
  /** Milliseconds before the job may be taken. */
  delay?: number;
}

/**
 * A finished job is kept for an hour, a failed one for a day: long enough to look at it, and short enough not to pile
 * up.
 */
const RETENTION = {
  removeOnComplete: { age: 3_600, count: 1_000 },
  removeOnFail: { age: 86_400, count: 1_000 },
};

/** Milliseconds between two reports of an error of the same queue. */
const REPORT_GAP = 5_000;

/**
 * Measured on BullMQ 6.7. A shorter lock sends messages twice after an outage of the database. The default stalled
 * interval recovers a killed worker's job only after 60 s. The default stalled count loses a job at the second kill.
 * The default retry delay records completions 15 s late.
 */
const WORKER_SETTINGS = {
  lockDuration: 30_000,
  stalledInterval: 5_000,
  maxStalledCount: 10,
  runRetryDelay: 2_000,
};

/** The process's queues and workers on PostgreSQL or Redis, depending on QUEUE_BACKEND. */
@Injectable()
export class Queues implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Queues.name);
  private readonly backend: QueueBackend;
  private readonly queues = new Map<string, Queue>();
  private readonly workers: Worker[] = [];
  private closing?: Promise<void>;

  constructor(config: AppConfig) {
    this.backend = queueBackend(config, this.report('pool'));
  }

  /** Adds all jobs or none. Rejects within a second when the backend is away. */
  async add(queueName: string, jobs: readonly QueuedJob<object>[]): Promise<void> {
    const entries = jobs.map(({ id, data, delay }) => ({
      name: queueName,
      data,
      opts: { jobId: id, delay },
    }));
    try {
      await withinPatience(this.queue(queueName).addBulk(entries));
    } catch (error) {
      if (this.backend.remembersFailure) this.forget(queueName);
      throw error;
    }
  }

  /**
   * Takes jobs from now on, `concurrency` at a time; resolves when the first job can be taken. An error that
   * `process` throws is stored in BullMQ's tables, so it must not contain personal data.
   */
  async take(
    queueName: string,
    concurrency: number,
    process: (data: unknown) => Promise<void>,
  ): Promise<void> {
    const worker = new Worker(
      queueName,
      (job) => process(job.data),
      { ...WORKER_SETTINGS, ...RETENTION, connection: this.backend.consumer, concurrency },
      this.backend.factory,
    );
    worker.on('error', this.report(queueName));
    this.workers.push(worker);
    await worker.waitUntilReady();
  }

  /**
   * Creates each queue once, in the migrate step. BullMQ creates a sequence at the first add to a queue; inside a
   * longer transaction this would block the first add of all others.
   */
  async prepare(queueNames: readonly string[]): Promise<void> {
    for (const queueName of queueNames) {
      await this.add(queueName, [{ id: 'prepare', data: {}, delay: 24 * 3_600_000 }]);
      await this.queue(queueName).remove('prepare');
    }
  }

  /** A queue to look at. Use `add` to add jobs. */
  inspect(queueName: string): Queue {
    return this.queue(queueName);
  }

  /** Takes no new jobs and finishes the running ones. */
  async finish(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
  }

  /** Calls `finish`, then closes the connections. */
  close(): Promise<void> {
    this.closing ??= this.closeAll();
    return this.closing;
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.close();
  }

  private async closeAll(): Promise<void> {
    await this.finish();
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    await this.backend.close();
  }

  private queue(name: string): Queue {
    const known = this.queues.get(name);
    if (known) return known;
    const options = { connection: this.backend.producer, defaultJobOptions: RETENTION };
    const queue = new Queue(name, options, this.backend.factory);
    queue.on('error', this.report(name));
    this.queues.set(name, queue);
    return queue;
  }

  private forget(name: string): void {
    const queue = this.queues.get(name);
    this.queues.delete(name);
    queue?.close().catch(this.report(name));
  }

  /**
   * Logs only the name and the code of an error, because a message could contain values. It logs at intervals,
   * because an outage repeats the same error.
   */
  private report(name: string): (error: Error & { code?: unknown }) => void {
    let silentUntil = 0;
    return (error) => {
      if (performance.now() < silentUntil) return;
      silentUntil = performance.now() + REPORT_GAP;
      this.logger.warn({ queue: name, error: error.name, reason: error.code });
    };
  }
}

/** BullMQ waits without limit for a Redis that was never reachable. */
async function withinPatience(adding: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('The queue does not answer')), PRODUCER_TIMEOUT_MS);
  });
  await Promise.race([adding, late]).finally(() => {
    clearTimeout(timer);
  });
}
