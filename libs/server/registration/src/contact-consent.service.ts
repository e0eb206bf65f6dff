import { Injectable } from '@nestjs/common';
import type { ContactChangeLink } from '@daiko/contracts';
import { MailLinkService } from '@daiko/server-auth';
import { lockCustomer, maskEmail, maskPhone } from '@daiko/server-customer';
import { NotificationOutbox } from '@daiko/server-notification';
import { AppError } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';
import { ContactDecisionStore } from './contact-decision.store';

/**
 * The customer's own yes or no to a change of contacts that a dealer asked for. A link goes to every address that the
 * customer had confirmed before the request. The database decides which addresses those are (`may_answer`) and
 * enforces it.
 */
@Injectable()
export class ContactConsentService {
  constructor(
    private readonly db: DataSource,
    private readonly links: MailLinkService,
    private readonly decisions: ContactDecisionStore,
    private readonly outbox: NotificationOutbox,
  ) {}

  /**
   * Asks the customer. Without a confirmed address no link is sent, and only the second person can approve the
   * change.
   */
  async ask(part: EntityManager, customerId: string, requestId: string): Promise<void> {
    const addresses = await part.query<{ id: string }[]>(SELECT_ADDRESSES, [
      customerId,
      requestId,
      MAILS_DAILY,
    ]);
    for (const { id: contactPointId } of addresses) {
      const about = { requestId, contactPointId };
      const start = { purpose: 'contact_change', customerId, challengeId: null, email: null, about } as const;
      const { id: mailLinkId, expiresAt } = await this.links.issue(part, start);
      const message = { customerId, contactPointId, mailLinkId, expiresAt };
      await this.outbox.enqueue(part, { template: 'contact_change_link', ...message });
    }
  }

  /** Shows the change without using up the link. @throws AppError `mail_link.*` */
  async inspect(token: string): Promise<ContactChangeLink> {
    const { requestId, expiresAt } = await this.live(token);
    const [row] = await this.db.query<Row[]>(SELECT_CHANGE_REQUEST, [requestId]);
    if (row === undefined) throw new AppError('mail_link.unknown');
    const { before, after, beforeKind, afterKind, requestedAt, ...rest } = row;
    return {
      ...rest,
      subject: (afterKind ?? beforeKind) === 'email' ? 'email' : 'phone',
      before: masked(before, beforeKind),
      after: masked(after, afterKind),
      requestedAt: requestedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    };
  }

  /** この変更を承認する. @throws AppError `mail_link.*`; `contact.*` when the change can no longer be made */
  async approve(token: string): Promise<void> {
    await this.decide(token, 'approved', null);
  }

  /** 心当たりがない: the person who asked sees the request as refused. @throws AppError `mail_link.*` */
  async refuse(token: string): Promise<void> {
    await this.decide(token, 'refused', REFUSED_BY_CUSTOMER);
  }

  private async decide(token: string, state: 'approved' | 'refused', reason: string | null): Promise<void> {
    const { customerId, requestId } = await this.live(token);
    await this.db.transaction(async (tx) => {
      await lockCustomer(tx, customerId);
      await this.links.consume(tx, token);
      const asked = await this.decisions.find(tx, requestId);
      await this.decisions.record(tx, { id: requestId, state, by: customerId, reason });
      await this.decisions.follow(tx, asked, state);
    });
  }

  private async live(token: string): Promise<{ customerId: string; requestId: string; expiresAt: Date }> {
    const { customerId, contactChangeRequestId, expiresAt } = await this.links.requireLive(
      token,
      'contact_change',
    );
    if (contactChangeRequestId === null) throw new AppError('mail_link.unknown');
    return { customerId, requestId: contactChangeRequestId, expiresAt };
  }
}

/** Mails to one address in 24 hours. A person who asks and withdraws repeatedly cannot flood a mailbox. */
const MAILS_DAILY = 5;
const REFUSED_BY_CUSTOMER = 'お客様ご本人から「心当たりがない」とのお返事がありました。';

interface Row {
  customerName: string;
  action: ContactChangeLink['action'];
  before: string | null;
  after: string | null;
  beforeKind: string | null;
  afterKind: string | null;
  requestedByName: string;
  requestedAt: Date;
}

function masked(value: string | null, kind: string | null): string | null {
  if (value === null) return null;
  return kind === 'email' ? maskEmail(value) : maskPhone(value);
}

const SELECT_ADDRESSES = `
  SELECT id FROM contact_point
   WHERE customer_id = $1 AND kind = 'email' AND may_answer($2, id)
     AND (SELECT count(*) FROM mail_link sent WHERE sent.customer_id = $1 AND sent.contact_point_id = contact_point.id
             AND sent.created_at > now() - interval '24 hours') < $3::int`;
const SELECT_CHANGE_REQUEST = `
  SELECT customer.name AS "customerName", action, contact_point.value AS before, request.value AS after,
         contact_point.kind AS "beforeKind", request.kind AS "afterKind", asker.name AS "requestedByName",
         requested_at AS "requestedAt"
    FROM contact_change_request request
    JOIN customer USING (customer_id)
    JOIN customer asker ON asker.customer_id = requested_by
    LEFT JOIN contact_point ON contact_point.id = request.contact_point_id
   WHERE request.id = $1`;
