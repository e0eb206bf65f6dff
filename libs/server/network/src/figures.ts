import { Module } from '@nestjs/common';
import { DealerFigureStore } from './figure/dealer-figure.store';
import { DealerFigureWorker } from './figure/dealer-figure.worker';

export { DealerFigureStore, type FigureFault } from './figure/dealer-figure.store';

/** The worker's part: keeps the figures that boards and counters read. */
@Module({ providers: [DealerFigureStore, DealerFigureWorker] })
export class DealerFigureModule {}
