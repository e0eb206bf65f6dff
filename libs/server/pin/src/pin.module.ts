import { Module } from '@nestjs/common';
import { AuditModule } from '@daiko/server-audit';
import { CustomerModule } from '@daiko/server-customer';
import { NotificationModule } from '@daiko/server-notification';
import { RateLimit, StableKey } from '@daiko/server-platform';
import { ContactStatisticsStore } from './decoy/contact-statistics.store';
import { DecoyListService } from './decoy/decoy-list.service';
import { GuessLimit } from './guess.limit';
import { PinController } from './pin.controller';
import { PinProgress } from './pin-progress';
import { StreamLimit } from './stream.limit';
import { PinRunService } from './pin-run.service';
import { PinRunView } from './pin-run-view';
import { PinWorkService } from './pin-work.service';
import { PinIssueService } from './pin-issue.service';
import { PinService } from './pin.service';
import { RecoveryLimit } from './recovery.limit';
import { RunDestinations } from './run-destinations';

/** 本人確認: from 確認 to the right PIN. */
@Module({
  imports: [AuditModule, CustomerModule, NotificationModule],
  controllers: [PinController],
  providers: [
    PinIssueService,
    PinService,
    PinRunService,
    PinRunView,
    PinProgress,
    StreamLimit,
    RunDestinations,
    GuessLimit,
    PinWorkService,
    RecoveryLimit,
    RateLimit,
    StableKey,
    ContactStatisticsStore,
    DecoyListService,
  ],
  exports: [PinIssueService, PinService, PinRunService, StableKey],
})
export class PinModule {}
