import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@daiko/server-audit';
import { CustomerService } from '@daiko/server-customer';
import { NotificationOutbox } from '@daiko/server-notification';
import { PinRunService } from '@daiko/server-pin';
import { AppError } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';
import { Credential } from '../credential/credential.entity';
import { BreachedPasswordService } from './breached-password.service';
import { commonPasswords } from './common-passwords';
import { passwordFault } from './password';
import { PasswordHasher } from './password-hasher';
import { SignInStreakStore } from '../sign-in/sign-in-streak.store';
import { RevocationService, type Survivors } from '../credential/revocation.service';

/** Checks, hashes and sets new passwords, both by link and by change. */
@Injectable()
export class NewPasswordService {
  constructor(
    private readonly db: DataSource,
    private readonly customers: CustomerService,
    private readonly hasher: PasswordHasher,
    private readonly revocation: RevocationService,
    private readonly runs: PinRunService,
    private readonly outbox: NotificationOutbox,
    private readonly trail: AuditTrail,
    private readonly breached: BreachedPasswordService,
    private readonly streaks: SignInStreakStore,
  ) {}

  /**
   * Call it only for users who know the current password; any other person could try guesses here.
   * @throws AppError `request.invalid`
   */
  async refuseSame(customerId: string, password: string): Promise<void> {
    const { passwordHash } = await this.db.manager.findOneByOrFail(Credential, { customerId });
    if (await this.hasher.matches(passwordHash, password)) throw AppError.field('password', 'password.same');
  }

  /**
   * Checks a password and hashes it. It uses up nothing, so a refused password never costs a PIN or a link.
   * @returns the hash for `set`
   * @throws AppError `request.invalid` with the fault at `password`
   */
  async prepare(customerId: string, password: string): Promise<string> {
    const personal = await this.customers.contextWords(customerId);
    const fault = passwordFault(password, personal, await commonPasswords());
    if (fault !== undefined) throw AppError.field('password', fault);
    if (await this.breached.contains(password)) throw AppError.field('password', 'password.common');
    return this.hasher.hash(password);
  }

  /**
   * Sets a prepared password, ends everything that the customer has open, and notifies every contact. Call it under
   * `lockCustomer`.
   */
  async set(
    tx: EntityManager,
    customerId: string,
    passwordHash: string,
    survivors: Survivors,
    notice: 'password_changed' | 'login_set_up' = 'password_changed',
  ): Promise<void> {
    await this.revocation.endAllOf(tx, customerId, survivors);
    await tx.update(
      Credential,
      { customerId },
      { passwordHash, passwordChangedAt: () => 'now()', state: 'active' },
    );
    const { loginId } = await tx.findOneByOrFail(Credential, { customerId });
    await this.streaks.clear(tx, loginId);
    await this.trail.record(tx, { event: 'password.changed', subject: customerId });
    if (survivors.challengeId !== undefined) await this.runs.done(tx, survivors.challengeId);
    await this.outbox.enqueue(tx, { template: notice, customerId });
  }
}
