import { Injectable } from '@nestjs/common';
import { PASSKEYS_TO_REQUIRE, type RecoveryCodes } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { lockCustomer } from '@daiko/server-customer';
import { NotificationOutbox } from '@daiko/server-notification';
import { AppError } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';
import { PasskeyStepService } from './passkey-step.service';
import { RecoveryCodeService } from './recovery-code.service';
import { RecoveryCodeStore } from './recovery-code.store';

/** パスキーを必須にする: after it is switched on, the password alone gives no access until it is switched off again. */
@Injectable()
export class PasskeyRequirementService {
  constructor(
    private readonly db: DataSource,
    private readonly codes: RecoveryCodeService,
    private readonly codeStore: RecoveryCodeStore,
    private readonly steps: PasskeyStepService,
    private readonly outbox: NotificationOutbox,
    private readonly trail: AuditTrail,
  ) {}

  async isRequired(customerId: string): Promise<boolean> {
    return isRequired(this.db.manager, customerId);
  }

  /**
   * Switches the requirement on, which needs at least two passkeys, and makes recovery codes; every contact is
   * notified. The lock closes a race with the removal of a passkey: a removal at the same time runs either before,
   * and is counted here, or after, and is refused there.
   * @throws AppError `passkey.too_few`, `passkey.already_required`
   */
  async switchOn(customerId: string): Promise<RecoveryCodes> {
    return this.db.transaction(async (tx) => {
      await lockCustomer(tx, customerId);
      const [, switched] = await tx.query<[unknown, number]>(UPDATE_PASSKEYS_REQUIRED, [customerId]);
      if (switched === 0) throw await refusal(tx, customerId);
      await this.trail.record(tx, { event: 'passkey.required', subject: customerId });
      const codes = await this.codes.make(tx, customerId);
      await this.outbox.enqueue(tx, { template: 'passkey_required', customerId });
      return { codes };
    });
  }

  /** Makes the password alone enough again and ends the recovery codes; every contact is notified. */
  async switchOff(customerId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await lockCustomer(tx, customerId);
      if (!(await this.end(tx, customerId))) return;
      await this.trail.record(tx, { event: 'passkey.optional', subject: customerId });
      await this.outbox.enqueue(tx, { template: 'passkey_optional', customerId });
    });
  }

  /** Makes new codes and ends the old ones; every contact is notified. @throws AppError `passkey.not_required` */
  async renewCodes(customerId: string): Promise<RecoveryCodes> {
    return this.db.transaction(async (tx) => {
      await lockCustomer(tx, customerId);
      if (!(await isRequired(tx, customerId))) throw new AppError('passkey.not_required');
      const codes = await this.codes.make(tx, customerId);
      await this.outbox.enqueue(tx, { template: 'recovery_codes_made', customerId });
      return { codes };
    });
  }

  /**
   * Ends the requirement, its recovery codes, and the sign-ins that wait for a passkey. Call it under `lockCustomer`.
   * @returns whether there was a requirement
   */
  async end(tx: EntityManager, customerId: string): Promise<boolean> {
    const [, ended] = await tx.query<[unknown, number]>(UPDATE_PASSKEYS_OPTIONAL, [customerId]);
    await this.codeStore.deleteAllOf(tx, customerId);
    await this.steps.endAllOf(tx, customerId);
    return ended === 1;
  }

  /** それは私ではありません, reported for a message about recovery codes: all recovery codes of the customer end. */
  async endCodesToldBy(tx: EntityManager, customerId: string, notificationId: string): Promise<void> {
    const count = await this.codeStore.deleteToldBy(tx, customerId, notificationId);
    if (count === 0) return;
    await this.trail.record(tx, { event: 'recovery_code.ended', subject: customerId, detail: { count } });
  }
}

async function isRequired(manager: EntityManager, customerId: string): Promise<boolean> {
  return (await manager.query<unknown[]>(FIND_REQUIREMENT, [customerId])).length === 1;
}

async function refusal(tx: EntityManager, customerId: string): Promise<AppError> {
  return new AppError((await isRequired(tx, customerId)) ? 'passkey.already_required' : 'passkey.too_few');
}

const FIND_REQUIREMENT = 'SELECT FROM passkey_owner WHERE customer_id = $1 AND required_since IS NOT NULL';

const UPDATE_PASSKEYS_REQUIRED = `
  UPDATE passkey_owner SET required_since = now()
  WHERE customer_id = $1 AND required_since IS NULL
    AND (SELECT count(*) FROM passkey WHERE customer_id = $1 AND held_at IS NULL) >= ${PASSKEYS_TO_REQUIRE}`;

const UPDATE_PASSKEYS_OPTIONAL = `
  UPDATE passkey_owner SET required_since = NULL WHERE customer_id = $1 AND required_since IS NOT NULL`;
