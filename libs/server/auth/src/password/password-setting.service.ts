import { Injectable } from '@nestjs/common';
import { CustomerService, lockCustomer } from '@daiko/server-customer';
import { AppError } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { Credential } from '../credential/credential.entity';
import { isLoginIdTaken } from '../credential/login-id-taken';
import { MailLinkService, type LiveMailLink } from '../mail-link/mail-link.service';
import { NewPasswordService } from './new-password.service';

/** Sets a password through a mailed link: a new one, or the first one of a login that a dealer started. */
@Injectable()
export class PasswordSettingService {
  constructor(
    private readonly db: DataSource,
    private readonly links: MailLinkService,
    private readonly passwords: NewPasswordService,
    private readonly customers: CustomerService,
  ) {}

  /**
   * Checks the password, then uses the link. It does not sign the user in.
   * @throws AppError `mail_link.*`; `request.invalid` with the fault at `password`, in which case the link stays
   * usable
   */
  async set(token: string, password: string): Promise<void> {
    const link = await this.links.requireLive(token, 'password', 'setup');
    const hash = await this.passwords.prepare(link.customerId, password);
    await this.use(token, link, hash);
  }

  private async use(token: string, link: LiveMailLink, hash: string): Promise<void> {
    const { customerId, challengeId, purpose } = link;
    const notice = purpose === 'setup' ? 'login_set_up' : 'password_changed';
    try {
      await this.db.transaction(async (tx) => {
        const survivors = { challengeId: challengeId ?? undefined };
        await lockCustomer(tx, customerId);
        await this.links.consume(tx, token);
        const { loginId } = await tx.findOneByOrFail(Credential, { customerId });
        // The mail was sent to the login ID and was answered, and that confirms the address.
        await tx.update(Credential, { customerId }, { confirmedAt: () => 'now()', undeliveredAt: null });
        await this.customers.addEmail(tx, customerId, loginId);
        await this.passwords.set(tx, customerId, hash, survivors, notice);
      });
    } catch (error) {
      if (!isLoginIdTaken(error)) throw error;
      await this.db.transaction((tx) => this.links.endAllOf(tx, customerId));
      throw new AppError('mail_link.superseded');
    }
  }
}
