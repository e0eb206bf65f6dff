import { Injectable } from '@nestjs/common';
import type { CustomerLogin } from '@daiko/contracts';
import { deliveryView, Notification, NotificationOutbox } from '@daiko/server-notification';
import { AppConfig, AppError, RateLimit, StableKey } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';
import { Credential } from './credential.entity';
import { LoginIdOwners } from './login-id-owners';
import { MailLinkService } from '../mail-link/mail-link.service';

/** A login that a dealer starts or corrects. */
export interface LoginSetup {
  customerId: string;
  /** Folded. */
  email: string;
  /** The version that is replaced; 0 for the first address. */
  version: number;
  /** お客様ID of the dealer. */
  requestedBy: string;
}

/**
 * Logins that a dealer starts and the customer sets up. What a dealer sees does not depend on whose login ID the
 * address is: the same statements run, and if the address belongs to another customer, that customer gets a mail
 * instead of the link. Call everything here under the customer's lock.
 */
@Injectable()
export class LoginSetupService {
  constructor(
    private readonly owners: LoginIdOwners,
    private readonly links: MailLinkService,
    private readonly outbox: NotificationOutbox,
    private readonly config: AppConfig,
    private readonly rates: RateLimit,
    private readonly stable: StableKey,
  ) {}

  /**
   * Writes the address. If two dealers register an address at the same time, the first one succeeds. A correction
   * replaces only the version that its dealer has seen.
   * @throws AppError `login.already_registered`, `login.changed_meanwhile`, `login.confirmed`, `login.absent`;
   * `login.old_login_exists` for a customer who has a login of the old system: that login is the way to the one login
   */
  async register(tx: EntityManager, setup: LoginSetup): Promise<void> {
    const { customerId, email, version, requestedBy } = setup;
    await this.refuseOldLogins(tx, customerId);
    const isWritten =
      version === 0
        ? (await tx.query<unknown[]>(INSERT_CREDENTIAL, [customerId, email, requestedBy])).length === 1
        : (
            await tx.query<[unknown, number]>(UPDATE_LOGIN_ID, [customerId, email, requestedBy, version])
          )[1] === 1;
    if (!isWritten) throw await this.refusal(tx, customerId, version);
    await this.links.endAllOf(tx, customerId, 'setup');
  }

  /**
   * Sends the setup mail, for the first time or again. The older link becomes void.
   * @throws AppError `login.absent`, `login.confirmed` once the login is set up, `rate_limit.exceeded`
   */
  async sendMail(tx: EntityManager, customerId: string): Promise<void> {
    const credential = await tx.findOneBy(Credential, { customerId });
    if (credential === null) throw new AppError('login.absent');
    if (credential.state !== 'invited') throw new AppError('login.confirmed');
    const { loginId: email } = credential;
    await this.limit(tx, customerId);
    await this.limitAddress(tx, email);
    const owner = await this.owners.ownerOf(tx, email);
    const link = await this.links.issue(tx, { purpose: 'setup', customerId, challengeId: null, email });
    const { id: mailLinkId, expiresAt } = link;
    const recorded = await this.outbox.enqueue(
      tx,
      owner === null || owner === customerId
        ? { template: 'login_setup_link', customerId, mailLinkId, expiresAt }
        : { template: 'login_id_taken', customerId: owner, challengeId: null, expiresAt },
    );
    await tx.query(UPDATE_SETUP_MAIL, [customerId, recorded[0]?.id]);
  }

  /** The version that a correction has to name; 0 before the first address. */
  async versionOf(tx: EntityManager, customerId: string): Promise<number> {
    return (await tx.findOneBy(Credential, { customerId }))?.setupVersion ?? 0;
  }

  /** The last setup mail as the dealer's page shows it; null before the first mail, and once the login is set up. */
  async mailOf(tx: EntityManager, customerId: string): Promise<CustomerLogin['mail']> {
    const [sent] = await tx.query<{ notificationId: string; expiresAt: Date }[]>(SELECT_LAST_SETUP_MAIL, [
      customerId,
    ]);
    if (sent === undefined) return null;
    const message = await tx.findOneByOrFail(Notification, { id: sent.notificationId });
    return {
      sentAt: message.createdAt.toISOString(),
      expiresAt: sent.expiresAt.toISOString(),
      reference: message.reference,
      delivery: deliveryView(message),
    };
  }

  /** The other customer who owns the address of the last setup mail; null when no customer owns it, or this one. */
  async ownerOfMailed(tx: EntityManager, customerId: string): Promise<string | null> {
    const credential = await tx.findOneBy(Credential, { customerId });
    if (credential?.state !== 'invited' || credential.setupNotificationId === null) return null;
    const owner = await this.owners.ownerOf(tx, credential.loginId);
    return owner === customerId ? null : owner;
  }

  private async refuseOldLogins(tx: EntityManager, customerId: string): Promise<void> {
    const [row] = await tx.query<{ exists: boolean }[]>('SELECT has_old_login($1) AS exists', [customerId]);
    if (row?.exists === true) throw new AppError('login.old_login_exists');
  }

  private async refusal(tx: EntityManager, customerId: string, version: number): Promise<AppError> {
    const credential = await tx.findOneBy(Credential, { customerId });
    if (credential === null) return new AppError('login.absent');
    if (credential.state !== 'invited' || credential.confirmedAt !== null)
      return new AppError('login.confirmed');
    return new AppError(version === 0 ? 'login.already_registered' : 'login.changed_meanwhile');
  }

  /**
   * Counts the links, whether they were mailed or not, because the limit must not reveal an address's owner either.
   */
  private async limit(tx: EntityManager, customerId: string): Promise<void> {
    const [row] = await tx.query<{ used: number; rest: number }[]>(SELECT_SETUP_MAILS_TODAY, [customerId]);
    if (row === undefined || row.used < this.config.values.SETUP_MAILS_DAILY) return;
    throw new AppError('rate_limit.exceeded', { retryAfterSeconds: Math.max(1, row.rest) });
  }

  /**
   * Counts the mails to one address, over all customers and dealers, before it is known to whom the address belongs.
   * The counter's key is a keyed hash, so the table contains no address.
   */
  private async limitAddress(tx: EntityManager, email: string): Promise<void> {
    const key = this.stable.derive('subject', 'setup-mail', email).toString('hex');
    await this.rates.spendIn(tx, `setup-mail:${key}`, this.config.values.SETUP_MAILS_PER_ADDRESS_DAILY, DAY);
  }
}

/** In seconds. */
const DAY = 24 * 60 * 60;

const INSERT_CREDENTIAL = `
  INSERT INTO credential (customer_id, login_id, state, setup_version, setup_requested_by)
  VALUES ($1, $2, 'invited', 1, $3) ON CONFLICT (customer_id) DO NOTHING RETURNING customer_id`;
const UPDATE_LOGIN_ID = `
  UPDATE credential
     SET login_id = $2, setup_version = setup_version + 1, setup_requested_by = $3, setup_notification_id = NULL,
         undelivered_at = NULL
   WHERE customer_id = $1 AND state = 'invited' AND confirmed_at IS NULL AND setup_version = $4`;
const UPDATE_SETUP_MAIL = `
  UPDATE credential
     SET setup_notification_id = $2, setup_version = setup_version + 1, undelivered_at = NULL
   WHERE customer_id = $1`;
const SELECT_SETUP_MAILS_TODAY = `
  SELECT count(*)::int AS used,
         ceil(extract(epoch FROM min(created_at) + interval '24 hours' - now()))::int AS rest
    FROM mail_link WHERE customer_id = $1 AND purpose = 'setup' AND created_at > now() - interval '24 hours'`;
const SELECT_LAST_SETUP_MAIL = `
  SELECT setup_notification_id AS "notificationId", mail_link.expires_at AS "expiresAt"
    FROM credential JOIN mail_link USING (customer_id)
   WHERE customer_id = $1 AND state = 'invited' AND setup_notification_id IS NOT NULL AND purpose = 'setup'
   ORDER BY mail_link.created_at DESC LIMIT 1`;
