import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditTrail } from '@daiko/server-audit';
import { CustomerService, lockCustomer } from '@daiko/server-customer';
import { NotificationOutbox, NotMeReports, type NotMeReport } from '@daiko/server-notification';
import { DataSource } from 'typeorm';
import { KnownDeviceStore } from '../sign-in/known-device.store';
import { PasskeyRequirementService } from '../passkey/passkey-requirement.service';
import { PasskeyService } from '../passkey/passkey.service';
import { RevocationService } from '../credential/revocation.service';

/** それは私ではありません, reported by mail or on the keypad of a telephone. */
@Injectable()
export class NotMeService implements OnModuleInit {
  constructor(
    private readonly db: DataSource,
    private readonly customers: CustomerService,
    private readonly revocation: RevocationService,
    private readonly devices: KnownDeviceStore,
    private readonly passkeys: PasskeyService,
    private readonly requirement: PasskeyRequirementService,
    private readonly outbox: NotificationOutbox,
    private readonly reports: NotMeReports,
    private readonly trail: AuditTrail,
  ) {}

  onModuleInit(): void {
    this.reports.listen((report) => this.freeze(report, 'call'));
  }

  /**
   * Closes recovery until a person reopens it, ends everything that the customer has open, and notifies the upstream
   * dealer and the operators. When it is reported again while recovery is closed, everything that was begun in the
   * meantime ends, but no second notice is sent. Once recovery was reopened, the same message has no effect any more;
   * otherwise a person with an old mail could keep recovery closed for ever. If the message was the notice of a new
   * passkey, that passkey no longer works. If the message was about recovery codes, the recovery codes no longer
   * work.
   */
  async freeze(
    { customerId, notificationId }: Pick<NotMeReport, 'customerId' | 'notificationId'>,
    by: 'mail' | 'call',
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      await lockCustomer(tx, customerId);
      const [message] = await tx.query<{ isSpent: boolean }[]>(SELECT_IS_SPENT, [notificationId, customerId]);
      if (message?.isSpent === true) return;
      await tx.query(MARK_SAID, [notificationId]);
      const isNew = await this.customers.freezeRecovery(tx, customerId);
      await this.revocation.endAllOf(tx, customerId);
      await this.devices.forget(tx, customerId);
      await this.passkeys.suspendAll(tx, customerId, notificationId);
      await this.requirement.endCodesToldBy(tx, customerId, notificationId);
      await this.trail.record(tx, { event: 'recovery.frozen', subject: customerId, detail: { by, isNew } });
      if (isNew) await this.outbox.enqueue(tx, { template: 'recovery_frozen', aboutCustomerId: customerId });
    });
  }
}

const SELECT_IS_SPENT = `
  SELECT not_me_said_at IS NOT NULL AND NOT EXISTS (
           SELECT FROM customer WHERE customer_id = $2 AND recovery_frozen_at IS NOT NULL) AS "isSpent"
  FROM notification WHERE id = $1`;

const MARK_SAID = 'UPDATE notification SET not_me_said_at = now() WHERE id = $1 AND not_me_said_at IS NULL';
