import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@daiko/server-audit';
import { AppConfig, AppError, SecretDeriver, tokenHash } from '@daiko/server-platform';
import { randomUUID } from 'node:crypto';
import { DataSource, In, IsNull, type EntityManager } from 'typeorm';
import { MailLink, type MailLinkPurpose } from './mail-link.entity';

/** The data for a new link. */
export interface MailLinkStart {
  purpose: MailLinkPurpose;
  customerId: string;
  /** The run of identity verification that led to the link; null when a dealer or a sign-in led to it. */
  challengeId: string | null;
  /** The address that has to answer; null for `password` and `contact_change`. */
  email: string | null;
  /** Only for `contact_change`: the request, and the confirmed address that is asked. */
  about?: { requestId: string; contactPointId: string };
}

/** A link that can be used now. */
export interface LiveMailLink {
  id: string;
  purpose: MailLinkPurpose;
  customerId: string;
  challengeId: string | null;
  email: string | null;
  /** Only for `contact_change`. */
  contactChangeRequestId: string | null;
  expiresAt: Date;
}

/**
 * Mailed links: one live link per customer and purpose, or per address for the change of a contact. Each works once.
 */
@Injectable()
export class MailLinkService {
  constructor(
    private readonly db: DataSource,
    private readonly deriver: SecretDeriver,
    private readonly config: AppConfig,
    private readonly trail: AuditTrail,
  ) {}

  /** Records a link; the older link of the same purpose becomes void. Call it under `lockCustomer`. */
  async issue(tx: EntityManager, start: MailLinkStart): Promise<{ id: string; expiresAt: Date }> {
    const { purpose, customerId, challengeId, email, about } = start;
    // For a change of a contact, every confirmed address gets a link, and these links end with the request.
    if (about === undefined) await this.endAllOf(tx, customerId, purpose);
    const id = randomUUID();
    const keyId = this.deriver.newestKeyId;
    const nonce = this.deriver.nonce();
    const hash = tokenHash(this.deriver.linkToken(keyId, id, nonce));
    const parameters = [
      id,
      purpose,
      customerId,
      challengeId,
      email,
      keyId,
      nonce,
      hash,
      this.minutesOf(purpose),
      about?.requestId ?? null,
      about?.contactPointId ?? null,
    ];
    const [row] = await tx.query<{ expiresAt: Date }[]>(INSERT_MAIL_LINK, parameters);
    if (row === undefined) throw new Error('an insert returned no row');
    await this.trail.record(tx, { event: 'mail_link.sent', subject: customerId, detail: { purpose } });
    return { id, expiresAt: row.expiresAt };
  }

  /**
   * Looks at a link without using it, so mail scanners and repeated looks do no harm.
   * @returns undefined when the token belongs to no link
   * @throws AppError `mail_link.used`, `mail_link.superseded`, `mail_link.expired`
   */
  async findByToken(token: string): Promise<LiveMailLink | undefined> {
    return this.loadChecked(this.db.manager, token);
  }

  /**
   * @throws AppError as `findByToken`, and `mail_link.unknown` when the token belongs to no link or to a link of
   * another purpose
   */
  async requireLive(token: string, ...purposes: MailLinkPurpose[]): Promise<LiveMailLink> {
    const link = await this.findByToken(token);
    if (link === undefined || !purposes.includes(link.purpose)) throw new AppError('mail_link.unknown');
    return link;
  }

  /**
   * Uses a link. When several requests use it at the same time, one of them succeeds.
   * @throws AppError as `findByToken` for all others
   */
  async consume(tx: EntityManager, token: string): Promise<void> {
    const [[used]] = await tx.query<[{ customerId: string; purpose: string }[], number]>(
      UPDATE_MAIL_LINK_USED,
      [tokenHash(token)],
    );
    if (used === undefined) {
      await this.loadChecked(tx, token);
      throw new AppError('mail_link.superseded');
    }
    const { customerId: subject, purpose } = used;
    await this.trail.record(tx, { event: 'mail_link.used', subject, detail: { purpose } });
  }

  /**
   * Makes every link of the customer void, because login information changed or was frozen.
   * @param purposes when given, only links of these purposes
   */
  async endAllOf(tx: EntityManager, customerId: string, ...purposes: MailLinkPurpose[]): Promise<void> {
    const live = {
      customerId,
      usedAt: IsNull(),
      supersededAt: IsNull(),
      ...(purposes.length > 0 && { purpose: In(purposes) }),
    };
    await tx.update(MailLink, live, { supersededAt: () => 'now()' });
  }

  /** Makes the link void because the run that led to it was started again. */
  async endOf(tx: EntityManager, challengeId: string): Promise<void> {
    const live = { challengeId, usedAt: IsNull(), supersededAt: IsNull() };
    await tx.update(MailLink, live, { supersededAt: () => 'now()' });
  }

  private minutesOf(purpose: MailLinkPurpose): number {
    const { PASSWORD_LINK_MINUTES, LOGIN_ID_LINK_MINUTES, SETUP_LINK_MINUTES, CONTACT_CHANGE_LINK_MINUTES } =
      this.config.values;
    const minutes: Record<MailLinkPurpose, number> = {
      password: PASSWORD_LINK_MINUTES,
      login_id: LOGIN_ID_LINK_MINUTES,
      consolidation: LOGIN_ID_LINK_MINUTES,
      setup: SETUP_LINK_MINUTES,
      contact_change: CONTACT_CHANGE_LINK_MINUTES,
    };
    return minutes[purpose];
  }

  private async loadChecked(manager: EntityManager, token: string): Promise<LiveMailLink | undefined> {
    const [row] = await manager.query<(LiveMailLink & { standing: Standing })[]>(SELECT_LIVE_MAIL_LINK, [
      tokenHash(token),
    ]);
    if (row === undefined) return undefined;
    const { standing, ...link } = row;
    if (standing !== 'live') throw new AppError(`mail_link.${standing}`);
    return link;
  }
}

type Standing = 'live' | 'used' | 'superseded' | 'expired';

/**
 * Condition under which a link still works. A link does not change a login if the customer was suspended, or froze
 * recovery, after the link was sent. It does not set up a login for a customer who has got a login of the old system.
 * For the change of a contact, the address must still be allowed to answer for the customer.
 */
const OPEN = `(NOT (purpose = 'setup' AND has_old_login(mail_link.customer_id))
  AND (purpose <> 'contact_change' OR may_answer(contact_change_request_id, contact_point_id)) AND EXISTS (
  SELECT FROM customer LEFT JOIN credential USING (customer_id)
  WHERE customer_id = mail_link.customer_id AND suspended_at IS NULL AND recovery_frozen_at IS NULL
    AND state IS DISTINCT FROM 'suspended'))`;

const INSERT_MAIL_LINK = `
  INSERT INTO mail_link (id, purpose, customer_id, challenge_id, email, key_id, nonce, token_hash, expires_at,
                         contact_change_request_id, contact_point_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(mins => $9::int), $10, $11)
  RETURNING expires_at AS "expiresAt"`;

const SELECT_LIVE_MAIL_LINK = `
  SELECT id, purpose, customer_id AS "customerId", challenge_id AS "challengeId", email, expires_at AS "expiresAt",
         contact_change_request_id AS "contactChangeRequestId",
         CASE WHEN used_at IS NOT NULL THEN 'used'
              WHEN superseded_at IS NOT NULL OR NOT ${OPEN} THEN 'superseded'
              WHEN expires_at <= now() THEN 'expired'
              ELSE 'live' END AS standing
  FROM mail_link WHERE token_hash = $1`;

const UPDATE_MAIL_LINK_USED = `
  UPDATE mail_link SET used_at = now()
  WHERE token_hash = $1 AND used_at IS NULL AND superseded_at IS NULL AND expires_at > now() AND ${OPEN}
  RETURNING customer_id AS "customerId", purpose`;
