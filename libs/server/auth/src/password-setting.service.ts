import { Injectable } from '@nestjs/common';
import { CustomerService, holdCustomer } from '@daiko/server-customer';
import { NotificationOutbox } from '@daiko/server-notification';
import { DataSource } from 'typeorm';
import { Credential } from './credential.entity';
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
      const survivors = { challengeId: challengeId ?? undefined };
      await holdCustomer(tx, customerId);
      await this.links.consume(tx, token);
      const { loginId } = await tx.findOneByOrFail(Credential, { customerId });
      // The mail went to the login ID and was answered: that is what confirms an address.
      await this.customers.addEmail(tx, customerId, loginId);
      return this.passwords.set(tx, customerId, hash, survivors);
    });
    await this.outbox.kick(recorded);
  }
}
