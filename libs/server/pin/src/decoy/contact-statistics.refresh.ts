import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { periodically, type PeriodicWork } from '@daiko/server-platform';
import { ContactStatisticsStore } from './contact-statistics.store';

/** Milliseconds between two counts. */
const INTERVAL_MS = 3_600_000;

/** Keeps the frequencies of masked contacts up to date. It runs in the worker. */
@Injectable()
export class ContactStatisticsRefresh implements OnApplicationBootstrap, OnModuleDestroy {
  private counts?: PeriodicWork;

  constructor(private readonly statistics: ContactStatisticsStore) {}

  onApplicationBootstrap(): void {
    const rhythm = { gapMs: INTERVAL_MS, isImmediate: true };
    this.counts = periodically('count of contacts', rhythm, () => this.statistics.refresh());
  }

  async onModuleDestroy(): Promise<void> {
    await this.counts?.stop();
  }
}
