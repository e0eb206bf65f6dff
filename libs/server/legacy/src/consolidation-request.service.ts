import { Injectable } from '@nestjs/common';
import type { ConsolidationView } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { MailLinkService, type SignedIn } from '@daiko/server-auth';
import { lockCustomer, maskEmail } from '@daiko/server-customer';
import { deliveryView, Notification, NotificationOutbox } from '@daiko/server-notification';
import { AppError, RateLimit } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';
import { CURRENT, loginsOf, shownLogins, type OwnLogin } from './consolidation-logins';

/** The choice at 残すものを選ぶ: a login or a new address. */
export interface Choice {
  keep?: string;
  email?: string;
}

/** Number of mails that one customer can cause in an hour. */
const MAILS_PER_HOUR = 10;

/** The part of ログイン情報を1つにする up to the mail with the link. */
@Injectable()
export class ConsolidationRequestService {
  constructor(
    private readonly db: DataSource,
    private readonly links: MailLinkService,
    private readonly outbox: NotificationOutbox,
    private readonly limit: RateLimit,
    private readonly trail: AuditTrail,
  ) {}

  async view({ customerId }: SignedIn): Promise<ConsolidationView> {
    const logins = await loginsOf(this.db.manager, customerId);
    const shown = logins.flatMap(({ sharedWith }) => sharedWith.map((other) => other.customerId));
    const detail = { part: 'consolidation', shown: shown.length };
    if (shown.length > 0)
      await this.trail.record(this.db.manager, { event: 'customer.searched', detail, shown });
    const [waiting] = await this.db.query<WaitingRow[]>(SELECT_WAITING_REQUEST, [customerId]);
    const [clock] = await this.db.query<{ now: Date }[]>('SELECT now()');
    const isNeeded = logins.some(({ id }) => id !== CURRENT);
    return {
      state: !isNeeded ? 'unneeded' : waiting ? 'waiting' : 'open',
      now: (clock?.now ?? new Date(0)).toISOString(),
      logins: shownLogins(logins),
      takesNewAddress: !logins.some(({ id }) => id === CURRENT),
      mail: isNeeded && waiting ? await this.mailOf(waiting) : null,
    };
  }

  private async mailOf({ email, expiresAt, notificationId }: WaitingRow): Promise<ConsolidationView['mail']> {
    const message = await this.db.manager.findOneByOrFail(Notification, { id: notificationId });
    return {
      sentToMasked: maskEmail(email),
      expiresAt: expiresAt.toISOString(),
      delivery: deliveryView(message),
    };
  }

  /**
   * Sends a link to the address that should stay. A new address that is the login ID of another customer gets no
   * link: its owner is notified, and the response stays the same. A second choice replaces the first.
   * @throws AppError `consolidation.unneeded`, `consolidation.unfit`, `rate_limit.exceeded`
   */
  async open(signedIn: SignedIn, choice: Choice): Promise<ConsolidationView> {
    const { customerId } = signedIn;
    await this.limit.spend(`consolidation:${customerId}`, MAILS_PER_HOUR, 3_600);
    await this.db.transaction(async (tx) => {
      await lockCustomer(tx, customerId);
      const logins = await loginsOf(tx, customerId);
      if (!logins.some(({ id }) => id !== CURRENT)) throw new AppError('consolidation.unneeded');
      await this.ask(tx, signedIn, addressOf(logins, choice));
    });
    return this.view(signedIn);
  }

  private async ask(
    tx: EntityManager,
    { customerId, legacyLoginId }: SignedIn,
    email: string,
  ): Promise<void> {
    const start = { purpose: 'consolidation', customerId, challengeId: null, email } as const;
    const { id: mailLinkId, expiresAt } = await this.links.issue(tx, start);
    const [owner] = await tx.query<{ customerId: string }[]>(SELECT_LOGIN_ID_OWNER, [email, customerId]);
    const message =
      owner === undefined
        ? ({ template: 'consolidation_link', customerId, mailLinkId } as const)
        : ({ template: 'login_id_taken', customerId: owner.customerId } as const);
    const recorded = await this.outbox.enqueue(tx, { ...message, challengeId: null, expiresAt });
    await tx.query(INSERT_CONSOLIDATION, [customerId, legacyLoginId, mailLinkId, recorded[0]?.id]);
  }
}

function addressOf(logins: OwnLogin[], { keep, email }: Choice): string {
  if (email !== undefined) {
    if (logins.some(({ id }) => id === CURRENT)) throw new AppError('consolidation.unfit');
    return email;
  }
  const kept = logins.find(({ id }) => id === keep);
  if (kept?.email == null || kept.unfit !== null) throw new AppError('consolidation.unfit');
  return kept.email;
}

interface WaitingRow {
  email: string;
  expiresAt: Date;
  notificationId: string;
}

const SELECT_WAITING_REQUEST = `
  SELECT email, expires_at AS "expiresAt", notification_id AS "notificationId"
  FROM mail_link JOIN consolidation ON mail_link_id = mail_link.id
  WHERE mail_link.customer_id = $1 AND purpose = 'consolidation' AND used_at IS NULL AND superseded_at IS NULL
    AND expires_at > now() AND notification_id IS NOT NULL`;

const INSERT_CONSOLIDATION = `
  INSERT INTO consolidation (customer_id, legacy_login_id, mail_link_id, notification_id) VALUES ($1, $2, $3, $4)`;

const SELECT_LOGIN_ID_OWNER = `
  SELECT customer_id AS "customerId" FROM credential
  WHERE login_id = $1 AND customer_id <> $2 AND (state <> 'invited' OR confirmed_at IS NOT NULL)`;
