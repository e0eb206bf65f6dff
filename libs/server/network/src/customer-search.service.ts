import { Injectable } from '@nestjs/common';
import {
  COUNTED_AT_MOST,
  CUSTOMER_PAGE,
  LOGIN_STATUSES,
  type CustomerCounts,
  type CustomerFilter,
  type CustomerPage,
  type CustomerSearch,
  type FoundCustomer,
  type LoginStatus,
  type Network,
} from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import type { EntityManager } from 'typeorm';
import { CustomerConditions } from './customer-conditions';
import { countByLogin } from './figure/login-counts';
import { NetworkScope, type Viewer } from './network-scope';
import { PhoneSearchLimit } from './phone-search.limit';
import { iso, pageOf } from './rows';
import { readSearchTerms } from './search-terms';

/** お客様検索: finds customers of the own network. */
@Injectable()
export class CustomerSearchService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly audit: AuditTrail,
    private readonly phones: PhoneSearchLimit,
  ) {}

  /** A page in the order of お客様ID. The audit trail records the search and how many customers were shown. */
  async search(viewer: Viewer, { after, ...filter }: CustomerSearch): Promise<CustomerPage> {
    const byPhone = await this.phones.spend(viewer, filter.query);
    return this.scope.asViewer(viewer, async (manager, viewerScope) => {
      const conditions = CustomerConditions.of(viewerScope, filter).after(after);
      const found = await foundCustomers(manager, conditions, CUSTOMER_PAGE + 1, filter.login);
      const { rows, next } = pageOf(found, CUSTOMER_PAGE, (row) => row.customerId);
      await this.audit.record(manager, {
        event: 'customer.searched',
        actor: viewerScope.customerId,
        detail: { shown: rows.length, ...(byPhone ? { by: 'phone' } : {}) },
        shown: shownIn(rows),
      });
      return { customers: rows.map(toFound), next };
    });
  }

  /** Counts the customers of every ログイン状況, even when the filter asks for only one of them. */
  async counts(viewer: Viewer, filter: CustomerFilter): Promise<CustomerCounts> {
    const byPhone = await this.phones.spend(viewer, filter.query);
    return this.scope.asViewer(viewer, async (manager, viewerScope) => {
      const rows = await countByLogin(manager, viewerScope, filter);
      const total = rows.reduce((sum, { count }) => sum + count, 0);
      if (byPhone) {
        const detail = { part: 'counts', by: 'phone', found: total };
        await this.audit.record(manager, {
          event: 'customer.searched',
          actor: viewerScope.customerId,
          detail,
        });
      }
      const isSearch = readSearchTerms(filter.query) !== undefined;
      if (isSearch && total > COUNTED_AT_MOST) return { total: COUNTED_AT_MOST, byLogin: null };
      const none = Object.fromEntries(LOGIN_STATUSES.map((login) => [login, 0]));
      const counted = Object.fromEntries(rows.map(({ login, count }) => [login, count]));
      return { total, byLogin: { ...none, ...counted } as CustomerCounts['byLogin'] };
    });
  }

  /** The top of the own network, and the values that it can be filtered by. */
  network(viewer: Viewer): Promise<Network> {
    return this.scope.asViewer(viewer, async (manager, { path }) => {
      const masters = (table: 'rank' | 'member_class') =>
        manager.query<Network['ranks']>(`SELECT code, name FROM ${table} ORDER BY name`);
      return {
        topCustomerId: path.split('.').at(-1) ?? path,
        ranks: await masters('rank'),
        memberClasses: await masters('member_class'),
      };
    });
  }
}

/** A row of the list. It names the dealer above when that dealer is in the viewer's scope. */
export type FoundRow = FoundCustomer & { parentCustomerId: string | null };

/** All customers whose data a list shows. */
export function shownIn(rows: readonly FoundRow[]): (string | null)[] {
  return rows.flatMap(({ customerId, parentCustomerId }) => [customerId, parentCustomerId]);
}

function toFound({ parentCustomerId: _, ...found }: FoundRow): FoundCustomer {
  return found;
}

/**
 * Finds customers through the view, which can use its indexes, and reads their data from the tables, under row-level
 * security.
 * @param login finds only customers of this ログイン状況
 */
export async function foundCustomers(
  manager: EntityManager,
  conditions: CustomerConditions,
  limit: number,
  login?: LoginStatus,
): Promise<FoundRow[]> {
  if (!conditions.isWide) return firstCustomers(manager, conditions, limit, login);
  // PostgreSQL multiplies the selectivities of the conditions on the path, expects only a few customers, and would
  // sort them.
  await manager.query(SET_SORTING, ['off']);
  const rows = await firstCustomers(manager, conditions, limit, login);
  await manager.query(SET_SORTING, ['on']);
  return rows;
}

/** Whether PostgreSQL may sort where an index already has the order; applies to the rest of the transaction. */
const SET_SORTING = `SELECT set_config('enable_sort', $1, true)`;

/**
 * Checks the ログイン状況 in the order of the list, and only until the page is full. PostgreSQL assumes that every ログイン状況
 * is rare, and would first compute it for the whole network. OFFSET 0 prevents that.
 */
function firstCustomers(
  manager: EntityManager,
  { alternatives, values }: CustomerConditions,
  limit: number,
  login?: LoginStatus,
): Promise<FoundRow[]> {
  const limited = `LIMIT $${String(values.length + 1)}`;
  const wanted = login === undefined ? '' : `WHERE login_status = $${String(values.length + 2)}`;
  const first = (sql: string) => `
       (SELECT customer_id FROM (
         SELECT customer_id, login_status FROM network_customer WHERE ${sql} ORDER BY customer_id OFFSET 0
       ) AS candidate ${wanted} ${limited})`;
  return manager.query<FoundRow[]>(
    `WITH found AS MATERIALIZED (SELECT customer_id FROM (${alternatives.map(first).join(' UNION ')}) AS one
       ORDER BY customer_id ${limited})
     SELECT found.customer_id AS "customerId", customer.name AS "customerName", customer.kana AS "customerKana",
            rank.name AS "rankName", parent.customer_id AS "parentCustomerId", parent.name AS "parentDealerName",
            seen.login_status AS "loginStatus",
            seen.login_count AS "loginCount", ${iso('seen.last_sign_in_at')} AS "lastSignInAt",
            (SELECT right(value, 4) FROM contact_point
              WHERE contact_point.customer_id = found.customer_id AND kind <> 'email' AND retired_at IS NULL
              ORDER BY priority, created_at, id LIMIT 1) AS "phoneEnding"
     FROM found
     JOIN network_customer seen ON seen.customer_id = found.customer_id
     JOIN customer ON customer.customer_id = found.customer_id
     JOIN rank ON rank.code = customer.rank_code
     LEFT JOIN customer parent ON parent.customer_id = customer.parent_customer_id
     ORDER BY found.customer_id`,
    login === undefined ? [...values, limit] : [...values, limit, login],
  );
}
