import { Injectable } from '@nestjs/common';
import type { CampaignBoard, CampaignPage, CampaignQuery } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { NetworkScope, type Sight, type Viewer } from '@daiko/server-network';
import { AppConfig } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';
import {
  causeList,
  causesOf,
  COUNTED,
  FACTS,
  NARROWED,
  narrowingOf,
  OF_DEALER,
  placeOf,
  type Counted,
} from './campaign-facts';

/** Customers of one page, and dealers of the board: those after them have the least to do. */
const PAGE = 50;
const DEALERS = 200;

type DealerRow = Counted & { dealerId: string; dealerName: string };

interface CustomerRow {
  customerId: string;
  customerName: string;
  dealerId: string | null;
  parentDealerName: string | null;
  status: string;
  noPhone: boolean;
}

/** ログイン統合キャンペーン: how far the customers below are on their way to one login each. */
@Injectable()
export class CampaignService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly audit: AuditTrail,
    private readonly config: AppConfig,
  ) {}

  board(viewer: Viewer): Promise<CampaignBoard> {
    const deadline = this.config.values.CAMPAIGN_DEADLINE;
    return this.scope.within(viewer, async (manager, sight) => {
      const [total] = await manager.query<[Counted & { daysLeft: number }]>(TOTAL, [
        ...placeOf(sight),
        deadline,
      ]);
      const dealers = await manager.query<DealerRow[]>(BY_DEALER, [...placeOf(sight), DEALERS]);
      await this.audit.record(manager, {
        event: 'campaign.read',
        actor: sight.customerId,
        detail: { part: 'board', shown: dealers.length },
        shown: dealers.map(({ dealerId }) => dealerId),
      });
      const { daysLeft, customers, hadSeveral, consolidated } = total;
      const progress = { customers, hadSeveral, consolidated };
      return { deadline, daysLeft, ...progress, causes: causesOf(total), dealers: dealers.map(toDealer) };
    });
  }

  /** Whose login is not in order, and why. The trail says that somebody looked. */
  page(viewer: Viewer, { after, ...filter }: CampaignQuery): Promise<CampaignPage> {
    return this.scope.within(viewer, async (manager, sight) => {
      const parameters = [...placeOf(sight), ...narrowingOf(filter), after ?? null, PAGE + 1];
      const rows = await manager.query<CustomerRow[]>(LIST, parameters);
      const shown = rows.slice(0, PAGE);
      await this.audit.record(manager, {
        event: 'campaign.read',
        actor: sight.customerId,
        detail: { shown: shown.length },
        shown: shown.flatMap(({ customerId, dealerId }) => [customerId, dealerId]),
      });
      const reminded = await this.remindedAt(manager, shown);
      return {
        customers: shown.map(({ status, noPhone, dealerId: _, ...row }) => ({
          ...row,
          causes: causeList({ status, noPhone }),
          remindedAt: reminded.get(row.customerId) ?? null,
        })),
        next: rows.length > PAGE ? (shown.at(-1)?.customerId ?? null) : null,
      };
    });
  }

  private async remindedAt(
    manager: EntityManager,
    customers: readonly CustomerRow[],
  ): Promise<Map<string, string>> {
    const rows = await this.scope.beyond(manager, (part) =>
      part.query<{ customerId: string; at: Date }[]>(
        'SELECT customer_id AS "customerId", reminded_at AS at FROM campaign_reminder WHERE customer_id = ANY ($1)',
        [customers.map(({ customerId }) => customerId)],
      ),
    );
    return new Map(rows.map(({ customerId, at }) => [customerId, at.toISOString()]));
  }
}

/** Facts of the customers below, for マイページ as well. */
export async function countBelow(manager: EntityManager, sight: Sight): Promise<Counted> {
  const [counted] = await manager.query<[Counted]>(
    `SELECT ${COUNTED} FROM (${FACTS}) AS facts`,
    placeOf(sight),
  );
  return counted;
}

function toDealer(row: DealerRow): CampaignBoard['dealers'][number] {
  const { dealerId, dealerName, customers, hadSeveral, consolidated } = row;
  return { dealerId, dealerName, customers, hadSeveral, consolidated, causes: causesOf(row) };
}

const TOTAL = `
  SELECT ${COUNTED}, ($3::date - (now() AT TIME ZONE 'Asia/Tokyo')::date)::int AS "daysLeft"
    FROM (${FACTS}) AS facts`;

const BY_DEALER = `
  SELECT facts.parent_customer_id AS "dealerId", dealer.name AS "dealerName", ${COUNTED}
    FROM (${FACTS}) AS facts JOIN customer AS dealer ON dealer.customer_id = facts.parent_customer_id
   GROUP BY facts.parent_customer_id, dealer.name
   ORDER BY count(*) FILTER (WHERE status <> 'active' OR no_phone) DESC, facts.parent_customer_id LIMIT $3`;

const LIST = `
  SELECT facts.customer_id AS "customerId", facts.name AS "customerName", dealer.customer_id AS "dealerId",
         dealer.name AS "parentDealerName",
         status, no_phone AS "noPhone"
    FROM (${FACTS}) AS facts LEFT JOIN customer AS dealer ON dealer.customer_id = facts.parent_customer_id
   WHERE (${NARROWED}) AND ${OF_DEALER.replace('parent_', 'facts.parent_')}
     AND ($5::text IS NULL OR facts.customer_id > $5)
   ORDER BY facts.customer_id LIMIT $6`;
