import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { customerIdParameter, removePasskeysRequest, type RemovePasskeysRequest } from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { PasskeyRemovalService } from './passkey-removal.service';

/**
 * For customers who have lost every device with a passkey. Only operators may do this, because it weakens the
 * protection of a customer's login.
 */
@Controller('customers/:customerId/passkey-removal')
export class PasskeyRemovalController {
  constructor(private readonly removals: PasskeyRemovalService) {}

  @Post()
  @HttpCode(204)
  remove(
    @CurrentSession() viewer: SignedIn,
    @Param('customerId', { schema: customerIdParameter }) customerId: string,
    @Body({ schema: removePasskeysRequest }) { reason }: RemovePasskeysRequest,
  ): Promise<void> {
    return this.removals.remove(viewer, customerId, reason);
  }
}
