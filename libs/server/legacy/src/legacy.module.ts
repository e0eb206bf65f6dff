import { Module } from '@nestjs/common';
import { AuditModule } from '@daiko/server-audit';
import { AuthModule } from '@daiko/server-auth';
import { CustomerModule } from '@daiko/server-customer';
import { NotificationModule } from '@daiko/server-notification';
import { RateLimit } from '@daiko/server-platform';
import { ConsolidationCompletionService } from './consolidation-completion.service';
import { ConsolidationController } from './consolidation.controller';
import { ConsolidationRequestService } from './consolidation-request.service';
import { ConsolidationUndoController } from './consolidation-undo.controller';
import { ConsolidationUndoService } from './consolidation-undo.service';

/** What came from the old system, and how its several logins become one. */
@Module({
  imports: [AuditModule, AuthModule, CustomerModule, NotificationModule],
  controllers: [ConsolidationController, ConsolidationUndoController],
  providers: [
    ConsolidationRequestService,
    ConsolidationCompletionService,
    ConsolidationUndoService,
    RateLimit,
  ],
})
export class LegacyModule {}
