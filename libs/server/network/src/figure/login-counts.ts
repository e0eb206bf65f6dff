import { LOGIN_STATUSES, type CustomerFilter, type LoginStatus } from '@daiko/contracts';
import type { EntityManager } from 'typeorm';
import { CustomerConditions } from '../customer-conditions';
import type { Sight } from '../network-scope';
import { readSearchTerms } from '../search-terms';

export interface LoginCount {
  login: LoginStatus;
  count: number;
}

/** Of a dealer's figure, how many customers are directly below; each has one ログイン状況. */
export const DIRECTLY_BELOW = LOGIN_STATUSES.join(' + ');

/**
 * How many customers there are of each ログイン状況, whichever of them the filter asks for. From the kept figures where
 * the filter leaves whole dealers; what else it asks for is counted customer by customer.
 */
export async function countByLogin(
  manager: EntityManager,
  sight: Sight,
  filter: CustomerFilter,
): Promise<LoginCount[]> {
  const { query, parent, rank, memberClass } = filter;
  if (readSearchTerms(query) === undefined && rank === undefined && memberClass === undefined)
    return manager.query<LoginCount[]>(SUM_FIGURES, [sight.path, parent ?? null]);
  const { sql, values } = CustomerConditions.of(sight, filter);
  return manager.query<LoginCount[]>(
    `SELECT login_status AS login, count(*)::int AS count FROM network_customer WHERE ${sql} GROUP BY 1`,
    values,
  );
}

// The customer with whom the own network begins is below nobody in it.
const SUM_FIGURES = `
  SELECT login, sum(count)::int AS count FROM (
    SELECT counted.login, counted.count
      FROM (SELECT ${LOGIN_STATUSES.map((login) => `sum(${login})::int AS ${login}`).join(', ')}
              FROM network_dealer_figure WHERE path <@ $1::ltree
               AND ($2::text IS NULL OR dealer_id = $2::char(8))) AS figure
      CROSS JOIN LATERAL (VALUES ${LOGIN_STATUSES.map((login) => `('${login}', ${login})`).join(', ')})
        AS counted (login, count)
    UNION ALL
    SELECT login_status, 1 FROM network_customer
     WHERE $2::text IS NULL AND customer_id = subpath($1::ltree, -1)::text::char(8)
  ) AS part WHERE count > 0 GROUP BY login`;
