import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@daiko/server-audit';
import { CustomerService } from '@daiko/server-customer';
import { NetworkScope, type Viewer } from '@daiko/server-network';
import { PinRunService } from '@daiko/server-pin';
import { AppError } from '@daiko/server-platform';

/** Opens the recovery of customers below again. It does not reveal, choose or change anything about their login. */
@Injectable()
export class RecoveryReopeningService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly customers: CustomerService,
    private readonly runs: PinRunService,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Ends a freeze, and closures after wrong PINs. Nothing happens when there is neither.
   * @param reason for the audit trail
   * @throws AppError `customer.unknown` for a customer who does not exist, is outside the scope, or is the viewer;
   * `recovery.not_independent` for a viewer who had a contact of the customer changed
   */
  async reopen(viewer: Viewer, customerId: string, reason: string): Promise<void> {
    await this.scope.asViewer(viewer, async (manager, viewerScope) => {
      await this.scope.target(manager, viewerScope, customerId);
      const [row] = await manager.query<{ may: boolean }[]>('SELECT may_reopen($1, $2) AS may', [
        customerId,
        viewer.customerId,
      ]);
      if (row?.may !== true) throw new AppError('recovery.not_independent');
      await this.scope.withServiceRights('reopen recovery', manager, async (part) => {
        const wasFrozen = await this.customers.thawRecovery(part, customerId);
        const wasClosed = await this.runs.reopen(part, customerId);
        await this.trail.record(part, {
          event: 'recovery.reopened',
          actor: viewer.customerId,
          subject: customerId,
          detail: { reason, wasFrozen, wasClosed },
        });
      });
    });
  }
}
