import { Module, type DynamicModule } from '@nestjs/common';
import { AuditSealingModule } from '@daiko/server-audit';
import { DealerFigureModule } from '@daiko/server-network/figures';
import { NotificationDeliveryModule } from '@daiko/server-notification/delivery';
import { ContactStatisticsModule } from '@daiko/server-pin/statistics';
import {
  ConfigModule,
  DATABASE_TIMEOUTS,
  DatabaseModule,
  OpsModule,
  QueueModule,
  loggerModule,
  type AppConfig,
} from '@daiko/server-platform';
import { Retention } from './retention';

/** The process that sends messages. */
@Module({})
export class WorkerModule {
  static of(config: AppConfig): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        ConfigModule.of(config),
        loggerModule(),
        DatabaseModule.of([], DATABASE_TIMEOUTS.worker),
        OpsModule,
        QueueModule,
        NotificationDeliveryModule,
        AuditSealingModule,
        ContactStatisticsModule,
        DealerFigureModule,
      ],
      providers: [Retention],
    };
  }
}
