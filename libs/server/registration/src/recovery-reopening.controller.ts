import { Body, Controller, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { customerIdParameter, reopenRecoveryRequest, type ReopenRecoveryRequest } from '@daiko/contracts';
import { CurrentSession, SessionGuard, StepUpGuard, type SignedIn } from '@daiko/server-auth';
import { DealerGuard } from '@daiko/server-network';
import { RecoveryReopeningService } from './recovery-reopening.service';

/** After それは私ではありません, or a hundred wrong PINs: a person who knows the customer opens recovery again. */
@Controller('customers/:customerId/recovery-reopening')
@UseGuards(SessionGuard, DealerGuard, StepUpGuard)
export class RecoveryReopeningController {
  constructor(private readonly reopenings: RecoveryReopeningService) {}

  @Post()
  @HttpCode(204)
  reopen(
    @CurrentSession() viewer: SignedIn,
    @Param('customerId', { schema: customerIdParameter }) customerId: string,
    @Body({ schema: reopenRecoveryRequest }) { reason }: ReopenRecoveryRequest,
  ): Promise<void> {
    return this.reopenings.reopen(viewer, customerId, reason);
  }
}
