import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditTrail } from '@daiko/server-audit';
import { CustomerService, holdCustomer } from '@daiko/server-customer';
import { NotificationOutbox, NotMeReports } from '@daiko/server-notification';
import { DataSource } from 'typeorm';
import { KnownDevices } from './known-devices';
import { RevocationService } from './revocation.service';

/** それは私ではありません, said by mail or on the keypad of a telephone. */
@Injectable()
export class NotMeService implements OnModuleInit {
  constructor(
    private readonly db: DataSource,
    private readonly customers: CustomerService,
    private readonly revocation: RevocationService,
    private readonly devices: KnownDevices,
    private readonly outbox: NotificationOutbox,
    private readonly reports: NotMeReports,
    private readonly trail: AuditTrail,
  ) {}

  onModuleInit(): void {
    this.reports.listen(({ customerId }) => this.freeze(customerId, 'call'));
  }

  /**
   * Shuts recovery until a person reopens it, ends all that is open, and tells the upstream dealer and the operators.
   * Said again, it ends what was begun meanwhile and tells nobody twice.
   */
  async freeze(customerId: string, by: 'mail' | 'call'): Promise<void> {
    const recorded = await this.db.transaction(async (tx) => {
      await holdCustomer(tx, customerId);
      const isNew = await this.customers.freezeRecovery(tx, customerId);
      await this.revocation.endAllOf(tx, customerId);
      await this.devices.forget(tx, customerId);
      await this.trail.record(tx, { event: 'recovery.frozen', subject: customerId, detail: { by, isNew } });
      return isNew
        ? this.outbox.enqueue(tx, { template: 'recovery_frozen', aboutCustomerId: customerId })
        : [];
    });
    await this.outbox.kick(recorded);
  }
}
