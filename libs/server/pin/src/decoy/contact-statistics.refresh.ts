import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ContactStatisticsStore } from './contact-statistics.store';

/** Milliseconds between two counts. */
const INTERVAL_MS = 3_600_000;

/** Keeps the frequencies of masked contacts up to date. It runs in the worker. */
@Injectable()
export class ContactStatisticsRefresh implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ContactStatisticsRefresh.name);
  private timer?: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly statistics: ContactStatisticsStore) {}

  onApplicationBootstrap(): void {
    this.refresh();
    this.timer = setInterval(() => {
      this.refresh();
    }, INTERVAL_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private refresh(): void {
    this.running = this.statistics
      .refresh()
      .then(() => undefined)
      .catch((error: unknown) => {
        this.logger.warn({
          event: 'contacts not counted; tried again in an hour',
          name: (error as Error).name,
        });
      });
  }
}
