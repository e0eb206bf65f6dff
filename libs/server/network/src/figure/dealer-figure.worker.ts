import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DealerFigureStore } from './dealer-figure.store';

/** Milliseconds between two checks. Until a dealer is folded, readers count that dealer's customers themselves. */
const INTERVAL_MS = 1_000;

/** Keeps the figures of the dealers up to date. Several workers that run at the same time take turns. */
@Injectable()
export class DealerFigureWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(DealerFigureWorker.name);
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;
  private hasEnded = false;

  constructor(private readonly figures: DealerFigureStore) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.fold().finally(() => (this.running = undefined));
    }, INTERVAL_MS);
  }

  async onModuleDestroy(): Promise<void> {
    this.hasEnded = true;
    clearInterval(this.timer);
    await this.running;
  }

  private async fold(): Promise<void> {
    try {
      while (!this.hasEnded && (await this.figures.foldNext()) > 0);
    } catch (error) {
      this.logger.warn({
        event: 'figures of dealers not kept; tried again in a second',
        name: (error as Error).name,
      });
    }
  }
}
