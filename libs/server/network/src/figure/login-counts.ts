import { COUNTED_AT_MOST, LOGIN_STATUSES, type CustomerFilter, type LoginStatus } from '@daiko/contracts';
import type { EntityManager } from 'typeorm';
import { CustomerConditions } from '../customer-conditions';
import type { ViewerScope } from '../network-scope';
import { readSearchTerms } from '../search-terms';

export interface LoginCount {
  login: LoginStatus;
  count: number;
}

/** The counts of a figure as rows: a ログイン状況 and its count. */
export const EACH_LOGIN = `VALUES ${LOGIN_STATUSES.map((login) => `('${login}', ${login})`).join(', ')}`;

/**
 * SQL for the number of customers directly below a dealer, from the dealer's figure. Each customer has one ログイン状況.
 */
export const DIRECTLY_BELOW = LOGIN_STATUSES.join(' + ');

/**
 * Counts the customers of every ログイン状況, even when the filter asks for only one of them. The counts come from the kept
 * figures, unless the filter has words or numbers. Those are searched customer by customer, until one more than
 * `COUNTED_AT_MOST` is found.
 */
export async function countByLogin(
  manager: EntityManager,
  viewerScope: ViewerScope,
  filter: CustomerFilter,
): Promise<LoginCount[]> {
  const { query, parent, rank, memberClass } = filter;
  if (readSearchTerms(query) === undefined)
    return rank === undefined && memberClass === undefined
      ? manager.query<LoginCount[]>(sumOf('network_dealer_figure'), [viewerScope.path, parent ?? null])
      : manager.query<LoginCount[]>(sumOf('network_dealer_class_figure', OF_CLASS), [
          viewerScope.path,
          parent ?? null,
          rank ?? null,
          memberClass ?? null,
        ]);
  const { sql, values } = CustomerConditions.of(viewerScope, filter);
  return manager.query<LoginCount[]>(
    `SELECT login_status AS login, count(*)::int AS count
       FROM (SELECT login_status FROM network_customer WHERE ${sql} LIMIT $${String(values.length + 1)}) AS found GROUP BY 1`,
    [...values, COUNTED_AT_MOST + 1],
  );
}

const OF_CLASS = `
  ($3::text IS NULL OR rank_code = $3) AND ($4::text IS NULL OR member_class_code = $4)`;

/**
 * @param condition uses only columns that exist in the figures and in the row of the customer at the top of the own
 * network
 */
// The customer at the top is below no dealer of the own network, so no figure includes that customer.
function sumOf(figures: string, condition = 'true'): string {
  return `
  SELECT login, sum(count)::int AS count FROM (
    SELECT counted.login, counted.count
      FROM (SELECT ${LOGIN_STATUSES.map((login) => `sum(${login})::int AS ${login}`).join(', ')}
              FROM ${figures} WHERE path <@ $1::ltree
               AND ($2::text IS NULL OR dealer_id = $2::char(8)) AND ${condition}) AS figure
      CROSS JOIN LATERAL (${EACH_LOGIN}) AS counted (login, count)
    UNION ALL
    SELECT login_status, 1 FROM network_customer
     WHERE $2::text IS NULL AND customer_id = subpath($1::ltree, -1)::text::char(8) AND ${condition}
  ) AS part WHERE count > 0 GROUP BY login`;
}
