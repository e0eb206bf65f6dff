import { Module } from '@nestjs/common';
import { AuditModule } from '@daiko/server-audit';
import { AuthModule } from '@daiko/server-auth';
import { NotificationModule } from '@daiko/server-notification';
import { PinModule } from '@daiko/server-pin';
import { RateLimit } from '@daiko/server-platform';
import { CardService } from './card.service';
import { CustomerCardController } from './customer-card.controller';
import { CustomerSearchController } from './customer-search.controller';
import { CustomerSearchService } from './customer-search.service';
import { ExportController } from './export.controller';
import { ExportService } from './export.service';
import { MoveService } from './move.service';
import { NetworkScope } from './network-scope';
import { PhoneSearchLimit } from './phone-search.limit';
import { TreeService } from './tree.service';

/** The pages and actions of dealers and operators in the tree of customers. */
@Module({
  imports: [AuthModule, PinModule, AuditModule, NotificationModule],
  controllers: [CustomerSearchController, ExportController, CustomerCardController],
  providers: [
    NetworkScope,
    CustomerSearchService,
    TreeService,
    CardService,
    MoveService,
    ExportService,
    PhoneSearchLimit,
    RateLimit,
  ],
  exports: [NetworkScope],
})
export class NetworkModule {}
