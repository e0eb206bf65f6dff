import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { CHANNELS, type Channel } from '@daiko/contracts';
import { Queues } from '@daiko/server-platform';
import { DataSource, type EntityManager, type EntitySubscriberInterface, type QueryRunner } from 'typeorm';
import { DELIVERY_QUEUES, deliveryJob } from '../delivery/delivery-job';

/** A message on record that is due. */
export interface DueNotification {
  id: string;
  channel: Channel;
  /** How many jobs this message had before. */
  generation: number;
}

/**
 * Puts messages into the queue after the transaction that recorded them has committed, and never after a rollback. TypeORM
 * reports every commit, so that no caller can forget it. No answer waits for the queue: a message that could not be added
 * is added by the sweeper within a second or two.
 */
@Injectable()
export class DispatchService implements EntitySubscriberInterface, OnModuleDestroy {
  private readonly logger = new Logger(DispatchService.name);
  /** By the connection of the transaction; what a transaction left behind that was rolled back goes with it. */
  private readonly due = new WeakMap<QueryRunner, DueNotification[]>();
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    db: DataSource,
    private readonly queues: Queues,
  ) {
    db.subscribers.push(this);
  }

  /** Call it with the transaction that writes the row. @throws Error outside of a transaction */
  afterCommit(tx: EntityManager, message: DueNotification): void {
    const { queryRunner } = tx;
    if (queryRunner?.isTransactionActive !== true) throw new Error('a message is recorded in a transaction');
    const due = this.due.get(queryRunner);
    if (due === undefined) this.due.set(queryRunner, [message]);
    else due.push(message);
  }

  /** Called by TypeORM, for savepoints as well: a transaction with one of them released still goes on. */
  afterTransactionCommit({ queryRunner }: { queryRunner: QueryRunner }): void {
    if (queryRunner.isTransactionActive) return;
    const due = this.due.get(queryRunner) ?? [];
    this.due.delete(queryRunner);
    if (due.length > 0) this.begin(due);
  }

  /** Called by TypeORM. A row that only a savepoint took back is not found by the worker, which ignores its job. */
  afterTransactionRollback({ queryRunner }: { queryRunner: QueryRunner }): void {
    if (!queryRunner.isTransactionActive) this.due.delete(queryRunner);
  }

  /** Resolves when everything that has begun is in the queue, or is left to the sweeper. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  onModuleDestroy(): Promise<void> {
    return this.settled();
  }

  private begin(due: readonly DueNotification[]): void {
    const adding = this.add(due).finally(() => this.underWay.delete(adding));
    this.underWay.add(adding);
  }

  /** Never rejects. */
  private async add(due: readonly DueNotification[]): Promise<void> {
    const additions = CHANNELS.map(async (channel) => {
      const jobs = due
        .filter((message) => message.channel === channel)
        .map(({ id, generation }) => deliveryJob(id, generation));
      if (jobs.length > 0) await this.queues.add(DELIVERY_QUEUES[channel], jobs);
    });
    const results = await Promise.allSettled(additions);
    const failed = results.filter(({ status }) => status === 'rejected').length;
    if (failed > 0) this.logger.warn({ event: 'dispatch failed; left to the sweeper', queues: failed });
  }
}
