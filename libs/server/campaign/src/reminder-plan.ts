import type { ReminderPlan } from '@daiko/contracts';
import { withTimeouts } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';
import { CASES, FIGURES, OF_CAUSE, OF_DEALER, REACHABLE_CASES } from './campaign-facts';

/** The number of customers and dealers that one send writes to, and of customers that no mail can reach. */
export type Mails = Omit<ReminderPlan, 'minutes'>;

/** Near the end of a campaign the customers who were written to in the last seven days are skipped one by one. */
export const DUE_TIMEOUTS = { statementMs: 10_000 };
/** Condition on a row of `campaign_reminder`. */
export const RECENTLY = "reminded_at > now() - interval '7 days'";

/**
 * Counts the customers that can be written to. The kept figures contain this number, and customers who were written
 * to in the last seven days are left out. If enough customers are left for one send, or no one has to be left out, it
 * does not matter where the left-out customers are in the tree. Otherwise each of them is looked up.
 * @param place the values `$1` to `$3` of the figures
 */
export async function countDue(part: EntityManager, place: unknown[], most: number): Promise<Mails> {
  const [row] = await part.query<[Mails & { reachable: number; reminded: number }]>(SELECT_KEPT_PLAN, place);
  const { reachable, reminded, unreachable, dealers } = row;
  const isKnown = reachable === 0 || reminded === 0 || reachable - reminded >= most;
  const passed = isKnown ? 0 : await countPassedOver(part, place);
  return { customers: Math.min(reachable - passed, most), unreachable, dealers: Math.min(dealers, most) };
}

async function countPassedOver(part: EntityManager, place: unknown[]): Promise<number> {
  const [row] = await withTimeouts(part, DUE_TIMEOUTS).query<{ count: number }>(SELECT_PASSED_OVER, place);
  return row?.count ?? 0;
}

const SELECT_KEPT_PLAN = `
  SELECT coalesce(sum(reachable), 0)::int AS reachable, coalesce(sum(cases - reachable), 0)::int AS unreachable,
         (count(*) FILTER (WHERE cases > 0 AND campaign_summary.dealer_id IS NULL))::int AS dealers,
         (SELECT count(*)::int FROM campaign_reminder WHERE ${RECENTLY}) AS reminded
    FROM (SELECT dealer_id, ${CASES} AS cases, ${REACHABLE_CASES} AS reachable FROM ${FIGURES} AND ${OF_DEALER}) AS figure
    LEFT JOIN campaign_summary
      ON campaign_summary.dealer_id = figure.dealer_id AND sent_at > now() - interval '7 days'`;

const SELECT_PASSED_OVER = `
  SELECT count(*)::int FROM campaign_reminder CROSS JOIN LATERAL (
    SELECT * FROM network_customer_fact WHERE customer_id = campaign_reminder.customer_id OFFSET 0) AS fact
   WHERE ${RECENTLY} AND path <@ $1::ltree AND path <> $1::ltree
     AND ($3::text IS NULL OR parent_customer_id = $3::char(8)) AND reachable AND ${OF_CAUSE}`;
