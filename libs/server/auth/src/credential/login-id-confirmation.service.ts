import { Injectable } from '@nestjs/common';
import type { LoginIdConfirmed } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { CustomerService, lockCustomer, maskEmail } from '@daiko/server-customer';
import { NotificationOutbox } from '@daiko/server-notification';
import { PinRunService } from '@daiko/server-pin';
import { AppError } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';
import { Credential } from './credential.entity';
import { isLoginIdTaken } from './login-id-taken';
import { MailLinkService, type LiveMailLink } from '../mail-link/mail-link.service';
import { SignInStreakStore } from '../sign-in/sign-in-streak.store';
import { RevocationService } from './revocation.service';

/** Makes a new address the login ID once it has answered a mail. */
@Injectable()
export class LoginIdConfirmationService {
  constructor(
    private readonly db: DataSource,
    private readonly links: MailLinkService,
    private readonly customers: CustomerService,
    private readonly revocation: RevocationService,
    private readonly runs: PinRunService,
    private readonly outbox: NotificationOutbox,
    private readonly trail: AuditTrail,
    private readonly streaks: SignInStreakStore,
  ) {}

  /**
   * Uses the link. In the same transaction, the old address, sessions, runs and links end and every contact is
   * notified.
   * @throws AppError `mail_link.*`; `superseded` also when another customer confirmed this address first
   */
  async confirm(token: string): Promise<LoginIdConfirmed> {
    const link = await this.links.requireLive(token, 'login_id');
    if (link.email === null) throw new AppError('mail_link.unknown');
    await this.change(token, link, link.email);
    return { loginIdMasked: maskEmail(link.email) };
  }

  private async change(token: string, link: LiveMailLink, email: string): Promise<void> {
    try {
      await this.db.transaction(async (tx) => {
        const survivors = { challengeId: link.challengeId ?? undefined };
        await lockCustomer(tx, link.customerId);
        await this.links.consume(tx, token);
        await this.replace(tx, link.customerId, email);
        await this.streaks.clear(tx, email);
        await this.revocation.endAllOf(tx, link.customerId, survivors);
        if (link.challengeId !== null) await this.runs.done(tx, link.challengeId);
        await this.outbox.enqueue(tx, { template: 'login_id_changed', customerId: link.customerId });
      });
    } catch (error) {
      // Two customers may want one address at the same time. The database gives it to the first answer.
      if (!isLoginIdTaken(error)) throw error;
      await this.db.transaction((tx) => this.links.endAllOf(tx, link.customerId));
      throw new AppError('mail_link.superseded');
    }
  }

  /**
   * A customer who had only logins of the old system has no credential yet. In that case the address is confirmed
   * here, and the password is set later.
   */
  private async replace(tx: EntityManager, customerId: string, email: string): Promise<void> {
    const credential = await tx.findOneBy(Credential, { customerId });
    const passwordHash = credential?.passwordHash ?? null;
    const state = passwordHash === null ? 'invited' : 'active';
    await tx.upsert(
      Credential,
      { customerId, loginId: email, passwordHash, state, confirmedAt: () => 'now()' },
      ['customerId'],
    );
    await this.customers.addEmail(tx, customerId, email);
    const before = credential?.loginId ?? email;
    if (before !== email) await this.customers.retireEmail(tx, customerId, before);
    const detail = { from: maskEmail(before), to: maskEmail(email) };
    await this.trail.record(tx, { event: 'login_id.changed', subject: customerId, detail });
  }
}
