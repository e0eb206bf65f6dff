import { Module, type DynamicModule } from '@nestjs/common';
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
import { IMPORT_PROGRAM, ImportLauncher } from './import-page/import-launcher';
import { ImportOverviewService } from './import-page/import-overview.service';
import { ImportStartService } from './import-page/import-start.service';
import { ImportUploadService } from './import-page/import-upload.service';
import { ImportController } from './import-page/import.controller';

/** The data from the old system, and the consolidation of its several logins into one. */
@Module({
  imports: [AuditModule, AuthModule, CustomerModule, NotificationModule],
  controllers: [ConsolidationController, ConsolidationUndoController, ImportController],
  providers: [
    ConsolidationRequestService,
    ConsolidationCompletionService,
    ConsolidationUndoService,
    ImportLauncher,
    ImportOverviewService,
    ImportStartService,
    ImportUploadService,
    RateLimit,
  ],
})
export class LegacyModule {
  /** @param importProgram the built program that imports; if it is left out, runs are noted but not done */
  static of(importProgram?: string): DynamicModule {
    return { module: LegacyModule, providers: [{ provide: IMPORT_PROGRAM, useValue: importProgram }] };
  }
}
