import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { customerIdParameter, reopenRecoveryRequest, type ReopenRecoveryRequest } from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { RecoveryReopeningService } from './recovery-reopening.service';

/** After それは私ではありません, or a hundred wrong PINs, a person who knows the customer opens recovery again. */
@Controller('customers/:customerId/recovery-reopening')
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
