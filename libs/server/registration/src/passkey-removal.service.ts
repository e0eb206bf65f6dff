import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@daiko/server-audit';
import { PasskeyService, RevocationService } from '@daiko/server-auth';
import { lockCustomer } from '@daiko/server-customer';
import { NetworkScope, type Viewer } from '@daiko/server-network';
import { AppError } from '@daiko/server-platform';

/** Takes the passkeys of a customer away. What it does not do: let anybody in, or touch the password. */
@Injectable()
export class PasskeyRemovalService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly passkeys: PasskeyService,
    private readonly revocation: RevocationService,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Removes all of them; the sessions on the lost devices end, and every contact is told.
   * @param reason for the audit trail
   * @throws AppError `customer.unknown` for who is absent, or the viewer; `passkey.unknown` where there is none
   */
  async remove(viewer: Viewer, customerId: string, reason: string): Promise<void> {
    await this.scope.asViewer(viewer, async (manager, viewerScope) => {
      await this.scope.target(manager, viewerScope, customerId);
      await this.scope.withServiceRights('remove passkeys', manager, async (part) => {
        await lockCustomer(part, customerId);
        const count = await this.passkeys.removeAllOf(part, customerId);
        if (count === 0) throw new AppError('passkey.unknown');
        await this.revocation.endAllOf(part, customerId);
        await this.trail.record(part, {
          event: 'passkey.removed',
          actor: viewer.customerId,
          subject: customerId,
          detail: { reason, count },
        });
      });
    });
  }
}
