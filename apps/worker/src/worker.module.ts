import { Module, type DynamicModule } from '@nestjs/common';
import { AuditSealingModule } from '@daiko/server-audit';
import { NotificationDeliveryModule } from '@daiko/server-notification/delivery';
import {
  ConfigModule,
  DatabaseModule,
  OpsModule,
  QueueModule,
  WORK_PATIENCE,
  loggerModule,
  type AppConfig,
} from '@daiko/server-platform';
import { Retention } from './retention';

/** The process that sends. */
@Module({})
export class WorkerModule {
  static of(config: AppConfig): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        ConfigModule.of(config),
        loggerModule(),
        DatabaseModule.of([], WORK_PATIENCE),
        OpsModule,
        QueueModule,
        NotificationDeliveryModule,
        AuditSealingModule,
      ],
      providers: [Retention],
    };
  }
}
