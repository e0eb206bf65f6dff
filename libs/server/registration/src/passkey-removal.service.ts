import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@daiko/server-audit';
import { PasskeyService, RevocationService } from '@daiko/server-auth';
import { lockCustomer } from '@daiko/server-customer';
import { NetworkScope, type Viewer } from '@daiko/server-network';
import { AppError } from '@daiko/server-platform';

/** Removes the passkeys of a customer. It does not sign anyone in and does not change the password. */
@Injectable()
export class PasskeyRemovalService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly passkeys: PasskeyService,
    private readonly revocation: RevocationService,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Removes all passkeys. The sessions on the lost devices end, and every contact is notified.
   * @param reason for the audit trail
   * @throws AppError `customer.unknown` for a customer who does not exist, or is the viewer; `passkey.unknown` when
   * the customer has no passkey
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
