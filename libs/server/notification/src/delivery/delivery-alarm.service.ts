import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CHANNELS, type Channel } from '@daiko/contracts';
import { periodically, type PeriodicWork } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { Alarms } from './alarms';

/** Milliseconds between two checks. An alarm is raised within `LATE` plus this time. */
const LOOK_GAP_MS = 15_000;
/** Age in seconds from which a message is late. */
const LATE = 30;

/**
 * Checks from outside the worker whether messages go out. It runs in the API process because a worker that is stuck
 * or gone cannot report this itself.
 */
@Injectable()
export class DeliveryAlarmService implements OnApplicationBootstrap, OnModuleDestroy {
  private looks?: PeriodicWork;

  constructor(
    private readonly db: DataSource,
    private readonly alarms: Alarms,
  ) {}

  onApplicationBootstrap(): void {
    this.looks = periodically('look at late messages', { gapMs: LOOK_GAP_MS }, () => this.look());
  }

  async onModuleDestroy(): Promise<void> {
    await this.looks?.stop();
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
