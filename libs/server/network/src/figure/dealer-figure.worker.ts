import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { periodically, type PeriodicWork } from '@daiko/server-platform';
import { DealerFigureStore } from './dealer-figure.store';

/** Milliseconds between two checks. Until a dealer is folded, readers count that dealer's customers themselves. */
const INTERVAL_MS = 1_000;

/** Keeps the figures of the dealers up to date. Several workers that run at the same time take turns. */
@Injectable()
export class DealerFigureWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private folds?: PeriodicWork;
  private hasEnded = false;

  constructor(private readonly figures: DealerFigureStore) {}

  onApplicationBootstrap(): void {
    this.folds = periodically('fold of the figures', { gapMs: INTERVAL_MS }, () => this.fold());
  }

  async onModuleDestroy(): Promise<void> {
    this.hasEnded = true;
    await this.folds?.stop();
  }

  private async fold(): Promise<void> {
    while (!this.hasEnded && (await this.figures.foldNext()) > 0);
  }
}
