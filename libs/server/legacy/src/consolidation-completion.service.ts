import { Injectable } from '@nestjs/common';
import type { ConsolidationLink, LoginIdConfirmed } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import {
  Credential,
  MailLinkService,
  NewPasswordService,
  RevocationService,
  SignInStreakStore,
  type LiveMailLink,
} from '@daiko/server-auth';
import { CustomerService, lockCustomer, maskEmail } from '@daiko/server-customer';
import { NotificationOutbox } from '@daiko/server-notification';
import { AppError } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';
import { CURRENT, loginsOf, shownLoginId } from './consolidation-logins';
import { refuseTaken } from './login-id-conflict';

/** Merges several logins into one, after the link in the mail was used. */
@Injectable()
export class ConsolidationCompletionService {
  constructor(
    private readonly db: DataSource,
    private readonly links: MailLinkService,
    private readonly passwords: NewPasswordService,
    private readonly customers: CustomerService,
    private readonly revocation: RevocationService,
    private readonly outbox: NotificationOutbox,
    private readonly audit: AuditTrail,
    private readonly streaks: SignInStreakStore,
  ) {}

  /** Reads the link without using it. @throws AppError `mail_link.*` */
  async inspect(token: string): Promise<ConsolidationLink> {
    const { customerId, email, expiresAt } = await this.live(token);
    const logins = await loginsOf(this.db.manager, customerId);
    return {
      loginId: email,
      expiresAt: expiresAt.toISOString(),
      retiring: logins
        .filter(({ id, loginId }) => id !== CURRENT && loginId.toLowerCase() !== email)
        .map(({ loginId }) => shownLoginId(loginId)),
      needsPassword: !logins.some(({ id }) => id === CURRENT),
    };
  }

  /**
   * Makes the confirmed address the one login, retires all other logins and ends everything that was open, in one
   * transaction. If several requests do this at the same time, only one succeeds. Every contact, the retired
   * addresses and the upstream dealer are notified.
   * @param password the new password; left out if the one login stays and keeps its own
   * @throws AppError `mail_link.*`; `request.invalid` with the fault at `password`, and then the link stays usable
   */
  async complete(token: string, password: string | undefined): Promise<LoginIdConfirmed> {
    const link = await this.live(token);
    const { needsPassword } = await this.inspect(token);
    if (needsPassword && password === undefined) throw AppError.field('password', 'password.required');
    const hash =
      needsPassword && password !== undefined
        ? await this.passwords.prepare(link.customerId, password)
        : null;
    await refuseTaken(
      this.db.transaction((tx) => this.consolidate(tx, token, link, hash)),
      () => new AppError('mail_link.superseded'),
    );
    return { loginIdMasked: maskEmail(link.email) };
  }

  private async consolidate(
    tx: EntityManager,
    token: string,
    { id, customerId, email }: LiveMailLink & { email: string },
    hash: string | null,
  ): Promise<void> {
    await lockCustomer(tx, customerId);
    await this.links.consume(tx, token);
    const before = await tx.findOneBy(Credential, { customerId });
    if (before?.state === 'active' ? before.loginId !== email : hash === null) {
      // The one login was created or changed after the mail went out.
      throw new AppError('mail_link.superseded');
    }
    const [done] = await tx.query<[{ id: string }[], number]>(DONE, [id]);
    const consolidationId = done[0]?.id;
    if (consolidationId === undefined) throw new Error(`no consolidation waits for link ${id}`);
    if (before?.state !== 'active') await tx.query(UPSERT_CREDENTIAL, [customerId, email, hash]);
    await this.streaks.clear(tx, email);
    await this.customers.addEmail(tx, customerId, email);
    // The addresses of the retired logins are notified too, although no PIN ever goes there.
    await tx.query(INSERT_RETIRED_ADDRESSES, [customerId, email]);
    const [, retired] = await tx.query<[unknown, number]>(UPDATE_LEGACY_LOGINS_RETIRED, [
      customerId,
      consolidationId,
    ]);
    await this.revocation.endAllOf(tx, customerId);
    await this.audit.record(tx, { event: 'legacy.consolidated', subject: customerId, detail: { retired } });
    await this.outbox.enqueue(tx, { template: 'consolidated', customerId });
    await this.outbox.enqueue(tx, { template: 'consolidated_below', aboutCustomerId: customerId });
  }

  private async live(token: string): Promise<LiveMailLink & { email: string }> {
    const link = await this.links.requireLive(token, 'consolidation');
    if (link.email === null) throw new AppError('mail_link.unknown');
    return { ...link, email: link.email };
  }
}

const DONE = 'UPDATE consolidation SET done_at = now() WHERE mail_link_id = $1 RETURNING id';

/** All its times are equal to `done_at`, so an undo can see that nothing has changed since. */
const UPSERT_CREDENTIAL = `
  INSERT INTO credential (customer_id, login_id, password_hash, password_changed_at, confirmed_at, state)
  VALUES ($1, $2, $3, now(), now(), 'active')
  ON CONFLICT (customer_id) DO UPDATE SET login_id = $2, password_hash = $3, password_changed_at = now(),
    confirmed_at = now(), undelivered_at = NULL, state = 'active'`;

/**
 * now() is the time at which the transaction began: contacts with this `retired_at` are those that this change
 * retires.
 */
const INSERT_RETIRED_ADDRESSES = `
  INSERT INTO contact_point (customer_id, kind, value, retired_at)
  SELECT customer_id, 'email', folded_login_id, now() FROM legacy_login
  WHERE customer_id = $1 AND retired_at IS NULL AND folded_login_id <> $2 AND folded_login_id LIKE '%_@_%._%'
    AND NOT EXISTS (SELECT FROM contact_point known WHERE known.customer_id = $1 AND known.retired_at IS NULL
                      AND known.value = folded_login_id)`;

const UPDATE_LEGACY_LOGINS_RETIRED = `
  UPDATE legacy_login SET retired_at = now(), consolidation_id = $2 WHERE customer_id = $1 AND retired_at IS NULL`;
