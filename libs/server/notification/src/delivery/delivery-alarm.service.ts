import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CHANNELS, type Channel } from '@daiko/contracts';
import { DataSource } from 'typeorm';
import { Alarms } from './alarms';

/** Milliseconds between two checks. An alarm is raised within `LATE` plus this time. */
const LOOK_GAP = 15_000;
/** Age in seconds from which a message is late. */
const LATE = 30;

/**
 * Checks from outside the worker whether messages go out. It runs in the API process because a worker that is stuck
 * or gone cannot report this itself.
 */
@Injectable()
export class DeliveryAlarmService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(DeliveryAlarmService.name);
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly db: DataSource,
    private readonly alarms: Alarms,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.look().catch((error: unknown) => {
        this.logger.warn({ event: 'delivery not looked at', error: (error as Error).name });
      });
    }, LOOK_GAP);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /**
   * Runs one check: raises alarms for late channels, clears those of other channels, and clears old budget alarms.
   */
  async look(): Promise<void> {
    const late = await this.db.query<{ channel: Channel }[]>(
      `SELECT DISTINCT channel FROM notification
        WHERE state IN ('pending', 'sending', 'retry') AND not_after > now()
          AND GREATEST(created_at, due_at) < now() - make_interval(secs => $1)`,
      [LATE],
    );
    for (const channel of CHANNELS) {
      if (late.some((row) => row.channel === channel)) await this.alarms.raise('delivery.late', channel);
      else await this.alarms.clear('delivery.late', channel);
    }
    await this.alarms.clearBefore('budget.spent', 'Asia/Tokyo');
  }
}
