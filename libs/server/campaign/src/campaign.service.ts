import { Injectable } from '@nestjs/common';
import type { CampaignBoard, CampaignPage, CampaignQuery } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { NetworkScope, type ViewerScope, type Viewer } from '@daiko/server-network';
import { AppConfig } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';
import {
  CASES,
  causeList,
  causesOf,
  COUNTED,
  FIGURES,
  narrowingOf,
  OF_CAUSE,
  OF_DEALER,
  type Counted,
} from './campaign-facts';

/** Customers per page, and dealers on the board. The dealers that are left out have the fewest open cases. */
const PAGE = 50;
const DEALERS = 200;

type DealerRow = Counted & { dealerId: string; dealerName: string };

interface CustomerRow {
  customerId: string;
  customerName: string;
  dealerId: string;
  parentDealerName: string;
  status: string;
  noPhone: boolean;
}

/** ログイン統合キャンペーン: shows how many of the customers below already have one login. */
@Injectable()
export class CampaignService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly audit: AuditTrail,
    private readonly config: AppConfig,
  ) {}

  board(viewer: Viewer): Promise<CampaignBoard> {
    const deadline = this.config.values.CAMPAIGN_DEADLINE;
    return this.scope.asViewer(viewer, async (manager, viewerScope) => {
      const [total] = await manager.query<[Counted & { daysLeft: number }]>(SELECT_TOTAL, [
        viewerScope.path,
        deadline,
      ]);
      const dealers = await manager.query<DealerRow[]>(SELECT_BY_DEALER, [viewerScope.path, DEALERS]);
      await this.audit.record(manager, {
        event: 'campaign.read',
        actor: viewerScope.customerId,
        detail: { part: 'board', shown: dealers.length },
        shown: dealers.map(({ dealerId }) => dealerId),
      });
      const { daysLeft, customers, hadSeveral, consolidated } = total;
      const progress = { customers, hadSeveral, consolidated };
      return { deadline, daysLeft, ...progress, causes: causesOf(total), dealers: dealers.map(toDealer) };
    });
  }

  /**
   * The customers whose login is not in order, with the causes, dealer by dealer. The audit trail records the access.
   */
  page(viewer: Viewer, { after, ...filter }: CampaignQuery): Promise<CampaignPage> {
    return this.scope.asViewer(viewer, async (manager, viewerScope) => {
      const [afterDealer, afterCustomer] = after?.split('.') ?? [];
      const place = [afterDealer ?? null, afterCustomer ?? null];
      const parameters = [viewerScope.path, ...narrowingOf(filter), ...place, PAGE + 1];
      const rows = await manager.query<CustomerRow[]>(SELECT_CUSTOMERS, parameters);
      const shown = rows.slice(0, PAGE);
      await this.audit.record(manager, {
        event: 'campaign.read',
        actor: viewerScope.customerId,
        detail: { shown: shown.length },
        shown: shown.flatMap(({ customerId, dealerId }) => [customerId, dealerId]),
      });
      const reminded = await this.remindedAt(manager, shown);
      const last = rows.length > PAGE ? shown.at(-1) : undefined;
      return {
        customers: shown.map(({ status, noPhone, dealerId: _, ...row }) => ({
          ...row,
          causes: causeList({ status, noPhone }),
          remindedAt: reminded.get(row.customerId) ?? null,
        })),
        next: last === undefined ? null : `${last.dealerId}.${last.customerId}`,
      };
    });
  }

  private async remindedAt(
    manager: EntityManager,
    customers: readonly CustomerRow[],
  ): Promise<Map<string, string>> {
    const rows = await this.scope.withServiceRights('read the campaign', manager, (part) =>
      part.query<{ customerId: string; at: Date }[]>(
        'SELECT customer_id AS "customerId", reminded_at AS at FROM campaign_reminder WHERE customer_id = ANY ($1)',
        [customers.map(({ customerId }) => customerId)],
      ),
    );
    return new Map(rows.map(({ customerId, at }) => [customerId, at.toISOString()]));
  }
}

/** Figures of the customers below; マイページ uses them too. */
export async function countBelow(manager: EntityManager, { path }: ViewerScope): Promise<Counted> {
  const [counted] = await manager.query<[Counted]>(`SELECT ${COUNTED} FROM ${FIGURES}`, [path]);
  return counted;
}

function toDealer(row: DealerRow): CampaignBoard['dealers'][number] {
  const { dealerId, dealerName, customers, hadSeveral, consolidated } = row;
  return { dealerId, dealerName, customers, hadSeveral, consolidated, causes: causesOf(row) };
}

const SELECT_TOTAL = `
  SELECT ${COUNTED}, ($2::date - (now() AT TIME ZONE 'Asia/Tokyo')::date)::int AS "daysLeft" FROM ${FIGURES}`;

const SELECT_BY_DEALER = `
  SELECT dealer_id AS "dealerId", dealer.name AS "dealerName", customers, had_several AS "hadSeveral", consolidated,
         several, none, invited, bouncing, no_phone AS "noPhone"
    FROM (SELECT *, several + none + invited + bouncing + active AS customers FROM ${FIGURES}
           AND several + none + invited + bouncing + active > 0
           ORDER BY unsettled DESC, dealer_id LIMIT $2) AS most
    JOIN customer AS dealer ON dealer.customer_id = dealer_id
   ORDER BY unsettled DESC, dealer_id`;

// Each dealer that is read has a customer to show, so no more dealers are read than customers are shown. One more
// dealer is read, because the last dealer of the previous page may have no customers left. OFFSET 0 makes PostgreSQL
// check the customers below one dealer in the order of the list, and only until the page is full.
const SELECT_CUSTOMERS = `
  SELECT fact.customer_id AS "customerId", fact.name AS "customerName", dealer.customer_id AS "dealerId",
         dealer.name AS "parentDealerName", status, no_phone AS "noPhone"
    FROM (SELECT dealer_id FROM ${FIGURES} AND ${CASES} > 0 AND ${OF_DEALER}
             AND ($4::text IS NULL OR dealer_id >= $4::char(8))
           ORDER BY dealer_id LIMIT $6 + 1) AS busy
    CROSS JOIN LATERAL (
      SELECT * FROM (
        SELECT * FROM network_customer_fact
         WHERE parent_customer_id = busy.dealer_id
           AND ($4::text IS NULL OR busy.dealer_id > $4::char(8) OR customer_id > $5::char(8))
         ORDER BY customer_id OFFSET 0) AS below
       WHERE ${OF_CAUSE} LIMIT $6) AS fact
    JOIN customer AS dealer ON dealer.customer_id = busy.dealer_id
   ORDER BY dealer.customer_id, fact.customer_id LIMIT $6`;
