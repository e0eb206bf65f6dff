import { Injectable } from '@nestjs/common';
import { CustomerService } from '@daiko/server-customer';
import { NotificationOutbox } from '@daiko/server-notification';
import { DataSource } from 'typeorm';
import { holdCredential } from './credential-lock';
import { MailLinkService } from './mail-link.service';
import { NewPasswordService } from './new-password.service';

/** The mailed way to a new password. */
@Injectable()
export class PasswordSettingService {
  constructor(
    private readonly db: DataSource,
    private readonly links: MailLinkService,
    private readonly passwords: NewPasswordService,
    private readonly customers: CustomerService,
    private readonly outbox: NotificationOutbox,
  ) {}

  /**
   * Uses the link for a password that was judged before. Nobody is signed in by it.
   * @throws AppError `mail_link.*`; `request.invalid` with the fault at `password`, and the link stays usable
   */
  async set(token: string, password: string): Promise<void> {
    const { customerId, challengeId } = await this.links.live(token, 'password');
    const hash = await this.passwords.prepare(customerId, password);
    const recorded = await this.db.transaction(async (tx) => {
      const { loginId } = await holdCredential(tx, customerId);
      await this.links.consume(tx, token);
      // The mail went to the login ID and was answered: that is what confirms an address.
      await this.customers.addEmail(tx, customerId, loginId);
      return this.passwords.set(tx, customerId, hash, { challengeId: challengeId ?? undefined });
    });
    await this.outbox.kick(recorded);
  }
}
