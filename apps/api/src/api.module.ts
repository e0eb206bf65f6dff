import { Module, type DynamicModule } from '@nestjs/common';
import { AuditModule } from '@daiko/server-audit';
import { AuthModule } from '@daiko/server-auth';
import { CampaignModule } from '@daiko/server-campaign';
import { CustomerModule } from '@daiko/server-customer';
import { NetworkModule } from '@daiko/server-network';
import { LegacyModule } from '@daiko/server-legacy';
import { NotificationModule } from '@daiko/server-notification';
import { OperationsModule } from '@daiko/server-operations';
import { PinModule } from '@daiko/server-pin';
import { RegistrationModule } from '@daiko/server-registration';
import {
  ConfigModule,
  DATABASE_TIMEOUTS,
  DatabaseModule,
  loggerModule,
  OpsModule,
  QueueModule,
  type AppConfig,
} from '@daiko/server-platform';
import { DevInboxModule } from './dev-inbox/dev-inbox.module';
import { entities } from './entities';

/** The HTTP process. It writes outgoing messages into the outbox and never loads a provider. */
@Module({})
export class ApiModule {
  static of(config: AppConfig, importProgram?: string): DynamicModule {
    const { DEV_INBOX_URL } = config.values;
    return {
      module: ApiModule,
      imports: [
        ConfigModule.of(config),
        loggerModule(),
        DatabaseModule.of(entities, DATABASE_TIMEOUTS.api),
        QueueModule,
        OpsModule,
        AuditModule,
        NotificationModule,
        CustomerModule,
        PinModule,
        AuthModule,
        LegacyModule.of(importProgram),
        NetworkModule,
        RegistrationModule,
        OperationsModule,
        CampaignModule,
        ...(config.inDevelopment && DEV_INBOX_URL !== undefined ? [DevInboxModule] : []),
      ],
    };
  }
}
