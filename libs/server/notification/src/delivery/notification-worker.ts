import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { CHANNELS, type Channel } from '@daiko/contracts';
import {
  assertClocksAgree,
  failureOf,
  OpsServer,
  periodically,
  Queues,
  type PeriodicWork,
} from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { DELIVERY_QUEUES, deliverNotificationJob } from './delivery-job';
import { NotificationProcessor } from './notification.processor';
import { NotificationSweeper } from '../outbox/notification-sweeper';
import { ReportFollowUp } from './report-follow-up';

/**
 * Messages that one worker process sends at the same time, per channel. Twilio and the mail server enforce the limits
 * of the account.
 */
const CONCURRENCY: Record<Channel, number> = { voice: 5, sms: 10, email: 10 };

/** Milliseconds between two rounds of the sweeper. */
const SWEEP_GAP_MS = 1_000;
/** Milliseconds without a finished round after which the worker is not ready. */
const SWEEP_TIMEOUT_MS = 5_000;

/** Runs the parts of a worker process: one queue per channel, the sweeper, and the follow-up of missing reports. */
@Injectable()
export class NotificationWorker implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(NotificationWorker.name);
  private rounds?: PeriodicWork;
  private sweptAt = 0;

  constructor(
    private readonly db: DataSource,
    private readonly queues: Queues,
    private readonly processor: NotificationProcessor,
    private readonly sweeper: NotificationSweeper,
    private readonly followUp: ReportFollowUp,
    private readonly ops: OpsServer,
  ) {}

  async onModuleInit(): Promise<void> {
    await assertClocksAgree(this.db);
    this.ops.addCheck('sweeper', () =>
      Promise.resolve(performance.now() - this.sweptAt > SWEEP_TIMEOUT_MS ? 'no round finished' : undefined),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    await Promise.all(
      CHANNELS.map((channel) =>
        this.queues.take(DELIVERY_QUEUES[channel], CONCURRENCY[channel], (data) => this.deliver(data)),
      ),
    );
    this.rounds = periodically('sweep', { gapMs: SWEEP_GAP_MS, isImmediate: true }, () => this.sweep());
  }

  /** Finishes the work that has begun and starts nothing new. After that the connections may close. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.queues.finish(), this.rounds?.stop()]);
  }

  /**
   * The queue would store an error that a job throws, including the values in it. Therefore only its name and code go
   * to the log, and the sweeper queues the message again.
   */
  private async deliver(data: unknown): Promise<void> {
    const { notificationId } = deliverNotificationJob.parse(data);
    try {
      await this.processor.deliver(notificationId);
    } catch (error) {
      this.logger.error({ event: 'delivery interrupted', notificationId, ...failureOf(error) });
    }
  }

  private async sweep(): Promise<void> {
    await this.sweeper.sweep();
    await this.followUp.look();
    this.sweptAt = performance.now();
  }
}
