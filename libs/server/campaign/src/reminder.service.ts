import { Injectable } from '@nestjs/common';
import type { CampaignFilter, ReminderPlan, ReminderProgress } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { NetworkScope, type ViewerScope, type Viewer } from '@daiko/server-network';
import { NotificationOutbox } from '@daiko/server-notification';
import { AppConfig, withTimeouts } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';
import { CASES, FIGURES, narrowingOf, OF_CAUSE, OF_DEALER, REACHABLE_CASES } from './campaign-facts';
import { countDue, DUE_TIMEOUTS, RECENTLY, type Mails } from './reminder-plan';

/** Customers per send, and dealers per send. The next send writes to the others. */
const MOST = 1_000;

interface Recipient {
  customerId: string;
  contactPointId: string;
}

/** The customers and dealers that one send writes to. */
interface Due {
  customers: Recipient[];
  /** お客様ID of the dealers who get the summary. */
  dealers: string[];
  /** Number of customers that no mail can reach. */
  unreachable: number;
}

/** 催促: sends one mail to each customer whose login is not in order, and a summary to the dealers above them. */
@Injectable()
export class ReminderService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly outbox: NotificationOutbox,
    private readonly audit: AuditTrail,
    private readonly config: AppConfig,
  ) {}

  /** Counts the mails that `send` would send now. It looks up no customers when the kept figures are enough. */
  plan(viewer: Viewer, filter: CampaignFilter): Promise<ReminderPlan> {
    return this.scope.asViewer(viewer, (manager, { path }) =>
      this.scope.withServiceRights('read the campaign', manager, async (part) => {
        const place = [path, ...narrowingOf(filter)];
        return this.planOf(await countDue(part, place, MOST));
      }),
    );
  }

  /**
   * Records the mails, which go out one after the other at CAMPAIGN_MAILS_PER_MINUTE. Customers who were written to
   * in the last seven days are left out, even when two viewers send at the same time.
   */
  send(viewer: Viewer, filter: CampaignFilter): Promise<ReminderPlan> {
    return this.scope.asViewer(viewer, async (manager, viewerScope) => {
      const sent = await this.scope.withServiceRights('send reminders', manager, async (part) => {
        const due = await findDue(part, viewerScope, filter);
        const { customers, dealers, unreachable } = await this.record(part, due, viewerScope.customerId);
        return this.planOf({ customers: customers.length, dealers: dealers.length, unreachable });
      });
      await this.audit.record(manager, {
        event: 'campaign.reminded',
        actor: viewerScope.customerId,
        detail: { ...filter, customers: sent.customers, dealers: sent.dealers },
      });
      return sent;
    });
  }

  /** Progress of the mails of the viewer's last send. */
  progress(viewer: Viewer): Promise<ReminderProgress> {
    return this.scope.asViewer(viewer, (manager, viewerScope) =>
      this.scope.withServiceRights('read the campaign', manager, async (part) => {
        const [last] = await part.query<NonNullable<ReminderProgress['last']>[]>(SELECT_PROGRESS, [
          viewerScope.customerId,
        ]);
        return { last: last ?? null };
      }),
    );
  }

  /** @returns the part of `due` that no other send has recorded before */
  private async record(tx: EntityManager, due: Due, by: string): Promise<Due> {
    const reminded = await claim(
      tx,
      INSERT_CAMPAIGN_REMINDERS,
      due.customers.map(({ customerId }) => customerId),
      by,
    );
    const customers = due.customers.filter(({ customerId }) => reminded.has(customerId));
    const told = await claim(tx, INSERT_CAMPAIGN_SUMMARIES, due.dealers, by);
    const ids: string[] = [];
    for (const recipient of customers) {
      const mails = await this.outbox.record(tx, { template: 'campaign_reminder', ...recipient });
      ids.push(...mails.map(({ id }) => id));
    }
    const dealers: string[] = [];
    for (const customerId of told) {
      const mails = await this.outbox.record(tx, { template: 'campaign_summary', customerId });
      ids.push(...mails.map(({ id }) => id));
      if (mails.length > 0) dealers.push(customerId);
    }
    await tx.query(UPDATE_DUE_TIMES, [ids, this.config.values.CAMPAIGN_MAILS_PER_MINUTE]);
    return { customers, dealers, unreachable: due.unreachable };
  }

  private planOf(mails: Mails): ReminderPlan {
    const minutes = Math.ceil(
      (mails.customers + mails.dealers) / this.config.values.CAMPAIGN_MAILS_PER_MINUTE,
    );
    return { ...mails, minutes };
  }
}

/**
 * Uses the service's own rights to read when each customer was written to. The views still limit it to the viewer's
 * own network.
 */
async function findDue(part: EntityManager, { path }: ViewerScope, filter: CampaignFilter): Promise<Due> {
  const place = [path, ...narrowingOf(filter)];
  const customers = await withTimeouts(part, DUE_TIMEOUTS).query<Recipient>(SELECT_DUE_CUSTOMERS, [
    ...place,
    MOST,
  ]);
  const dealers = await part.query<{ id: string }[]>(SELECT_DUE_DEALERS, [...place, MOST]);
  const [row] = await part.query<[{ unreachable: number }]>(SELECT_UNREACHABLE, place);
  return { customers, dealers: dealers.map(({ id }) => id), unreachable: row.unreachable };
}

/** @returns those who were not claimed in the last seven days */
async function claim(
  tx: EntityManager,
  statement: string,
  ids: readonly string[],
  by: string,
): Promise<Set<string>> {
  const claimed = await tx.query<{ id: string }[]>(statement, [ids, by]);
  return new Set(claimed.map(({ id }) => id));
}

const SELECT_DUE_CUSTOMERS = `
  SELECT fact.customer_id AS "customerId", mail.id AS "contactPointId"
    FROM (SELECT dealer_id FROM ${FIGURES} AND ${REACHABLE_CASES} > 0 AND ${OF_DEALER} ORDER BY dealer_id) AS busy
    CROSS JOIN LATERAL (
      SELECT customer_id FROM network_customer_fact AS near
       WHERE parent_customer_id = busy.dealer_id AND reachable AND ${OF_CAUSE}
         AND NOT EXISTS (SELECT FROM campaign_reminder WHERE campaign_reminder.customer_id = near.customer_id
           AND ${RECENTLY})
       ORDER BY customer_id LIMIT $4) AS fact
    CROSS JOIN LATERAL (
      SELECT id FROM network_email
       WHERE network_email.customer_id = fact.customer_id AND confirmed_at IS NOT NULL AND failed_at IS NULL
       ORDER BY confirmed_at DESC LIMIT 1) AS mail
   ORDER BY busy.dealer_id, fact.customer_id LIMIT $4`;

const SELECT_DUE_DEALERS = `
  SELECT dealer_id AS id FROM ${FIGURES} AND ${CASES} > 0 AND ${OF_DEALER}
     AND NOT EXISTS (SELECT FROM campaign_summary WHERE campaign_summary.dealer_id = figure.dealer_id
       AND sent_at > now() - interval '7 days')
   ORDER BY dealer_id LIMIT $4`;

const SELECT_UNREACHABLE = `
  SELECT coalesce(sum(${CASES} - ${REACHABLE_CASES}), 0)::int AS unreachable FROM ${FIGURES} AND ${OF_DEALER}`;

// The rows are inserted in the order of their keys, so two sends at the same time lock them in the same order and
// cannot deadlock.
const INSERT_CAMPAIGN_REMINDERS = `
  INSERT INTO campaign_reminder AS one (customer_id, reminded_by)
  SELECT id, $2 FROM unnest($1::text[]) AS named (id) ORDER BY id
  ON CONFLICT (customer_id) DO UPDATE SET reminded_at = now(), reminded_by = excluded.reminded_by
    WHERE one.reminded_at <= now() - interval '7 days'
  RETURNING customer_id AS id`;
const INSERT_CAMPAIGN_SUMMARIES = `
  INSERT INTO campaign_summary AS one (dealer_id, sent_by)
  SELECT id, $2 FROM unnest($1::text[]) AS named (id) ORDER BY id
  ON CONFLICT (dealer_id) DO UPDATE SET sent_at = now(), sent_by = excluded.sent_by
    WHERE one.sent_at <= now() - interval '7 days'
  RETURNING dealer_id AS id`;

// All mails of one send have the same time: the time of its transaction.
const SELECT_PROGRESS = `
  SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
         count(*) FILTER (WHERE state IN ('pending', 'sending', 'retry'))::int AS waiting,
         count(*) FILTER (WHERE state IN ('sent', 'delivered'))::int AS sent,
         count(*) FILTER (WHERE state IN ('failed', 'expired'))::int AS failed
    FROM notification
   WHERE template IN ('campaign_reminder', 'campaign_summary')
     AND created_at = greatest(
       (SELECT max(reminded_at) FROM campaign_reminder WHERE reminded_by = $1),
       (SELECT max(sent_at) FROM campaign_summary WHERE sent_by = $1))
   GROUP BY created_at`;

const UPDATE_DUE_TIMES = `
  UPDATE notification SET due_at = due, not_after = due + interval '72 hours'
    FROM (SELECT id, now() + (place - 1) * interval '1 minute' / $2::int AS due
            FROM unnest($1::uuid[]) WITH ORDINALITY AS mail (id, place)) AS plan
   WHERE notification.id = plan.id`;
