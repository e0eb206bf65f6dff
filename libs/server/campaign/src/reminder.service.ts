import { Injectable } from '@nestjs/common';
import type { CampaignFilter, ReminderPlan, ReminderProgress } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { NetworkScope, type Sight, type Viewer } from '@daiko/server-network';
import { NotificationOutbox } from '@daiko/server-notification';
import { AppConfig } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';
import { FACTS, NARROWED, narrowingOf, OF_DEALER, placeOf } from './campaign-facts';

/** Customers of one press: the others are reminded by the next. */
const MOST = 1_000;

interface Recipient {
  customerId: string;
  dealerId: string;
  contactPointId: string | null;
}

/** 催促: one mail to each customer whose login is not in order, and a summary to the dealers above them. */
@Injectable()
export class ReminderService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly outbox: NotificationOutbox,
    private readonly audit: AuditTrail,
    private readonly config: AppConfig,
  ) {}

  /** Whom `send` would write to now. */
  plan(viewer: Viewer, filter: CampaignFilter): Promise<ReminderPlan> {
    return this.scope.within(viewer, async (manager, sight) => {
      const due = await this.due(manager, sight, filter);
      return this.planOf(due, new Set(due.map(({ dealerId }) => dealerId)).size);
    });
  }

  /**
   * Records the mails; they go out one after the other, CAMPAIGN_MAILS_PER_MINUTE. Whoever was reminded in the last seven
   * days is left out, also when two press at once.
   */
  send(viewer: Viewer, filter: CampaignFilter): Promise<ReminderPlan> {
    return this.scope.within(viewer, async (manager, sight) => {
      const due = await this.due(manager, sight, filter);
      const sent = await this.scope.beyond(manager, (part) => this.record(part, due, sight.customerId));
      await this.audit.record(manager, {
        event: 'campaign.reminded',
        actor: sight.customerId,
        detail: { ...filter, customers: sent.customers, dealers: sent.dealers },
      });
      return sent;
    });
  }

  /** How far the mails of the viewer's last press are. */
  progress(viewer: Viewer): Promise<ReminderProgress> {
    return this.scope.within(viewer, (manager, sight) =>
      this.scope.beyond(manager, async (part) => {
        const [last] = await part.query<NonNullable<ReminderProgress['last']>[]>(PROGRESS, [
          sight.customerId,
        ]);
        return { last: last ?? null };
      }),
    );
  }

  private async due(manager: EntityManager, sight: Sight, filter: CampaignFilter): Promise<Recipient[]> {
    const found = await manager.query<Recipient[]>(DUE, [...placeOf(sight), ...narrowingOf(filter)]);
    const lately = await this.scope.beyond(manager, (part) =>
      part.query<{ id: string }[]>(LATELY, [found.map(({ customerId }) => customerId)]),
    );
    const known = new Set(lately.map(({ id }) => id));
    return found.filter(({ customerId }) => !known.has(customerId)).slice(0, MOST);
  }

  private async record(tx: EntityManager, due: readonly Recipient[], by: string): Promise<ReminderPlan> {
    const claimed = await tx.query<{ customerId: string }[]>(CLAIM, [
      due.map(({ customerId }) => customerId),
      by,
    ]);
    const mine = new Set(claimed.map(({ customerId }) => customerId));
    const recipients = due.filter(({ customerId }) => mine.has(customerId));
    const ids: string[] = [];
    for (const { customerId, contactPointId } of recipients) {
      if (contactPointId === null) continue;
      const [mail] = await this.outbox.enqueue(tx, {
        template: 'campaign_reminder',
        customerId,
        contactPointId,
      });
      if (mail) ids.push(mail.id);
    }
    let dealers = 0;
    for (const customerId of new Set(recipients.map(({ dealerId }) => dealerId))) {
      const mails = await this.outbox.enqueue(tx, { template: 'campaign_summary', customerId });
      ids.push(...mails.map(({ id }) => id));
      if (mails.length > 0) dealers += 1;
    }
    // Not kicked: the sweeper takes each when it is due.
    await tx.query(SPREAD, [ids, this.config.values.CAMPAIGN_MAILS_PER_MINUTE]);
    return this.planOf(recipients, dealers);
  }

  private planOf(recipients: readonly Recipient[], dealers: number): ReminderPlan {
    const customers = recipients.filter(({ contactPointId }) => contactPointId !== null).length;
    return {
      customers,
      unreachable: recipients.length - customers,
      dealers,
      minutes: Math.ceil((customers + dealers) / this.config.values.CAMPAIGN_MAILS_PER_MINUTE),
    };
  }
}

const DUE = `
  SELECT facts.customer_id AS "customerId", facts.parent_customer_id AS "dealerId",
         (SELECT id FROM network_email AS mail
           WHERE mail.customer_id = facts.customer_id AND confirmed_at IS NOT NULL AND failed_at IS NULL
             AND NOT EXISTS (SELECT FROM network_invitation WHERE network_invitation.customer_id = mail.customer_id)
           ORDER BY confirmed_at DESC LIMIT 1) AS "contactPointId"
    FROM (${FACTS}) AS facts WHERE (${NARROWED}) AND ${OF_DEALER}
   ORDER BY facts.customer_id`;

const LATELY = `
  SELECT customer_id AS id FROM campaign_reminder
   WHERE customer_id = ANY ($1) AND reminded_at > now() - interval '7 days'`;

const CLAIM = `
  INSERT INTO campaign_reminder AS one (customer_id, reminded_by) SELECT unnest($1::text[]), $2
  ON CONFLICT (customer_id) DO UPDATE SET reminded_at = now(), reminded_by = excluded.reminded_by
    WHERE one.reminded_at <= now() - interval '7 days'
  RETURNING customer_id AS "customerId"`;

// What one press records has one time: that of its transaction.
const PROGRESS = `
  SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
         count(*) FILTER (WHERE state IN ('pending', 'sending', 'retry'))::int AS waiting,
         count(*) FILTER (WHERE state IN ('sent', 'delivered'))::int AS sent,
         count(*) FILTER (WHERE state IN ('failed', 'expired'))::int AS failed
    FROM notification
   WHERE template IN ('campaign_reminder', 'campaign_summary')
     AND created_at = (SELECT max(reminded_at) FROM campaign_reminder WHERE reminded_by = $1)
   GROUP BY created_at`;

const SPREAD = `
  UPDATE notification SET due_at = due, not_after = due + interval '72 hours'
    FROM (SELECT id, now() + (place - 1) * interval '1 minute' / $2::int AS due
            FROM unnest($1::uuid[]) WITH ORDINALITY AS mail (id, place)) AS plan
   WHERE notification.id = plan.id`;
