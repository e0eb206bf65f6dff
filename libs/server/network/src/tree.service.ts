import { Injectable } from '@nestjs/common';
import { CUSTOMER_PAGE, type CustomerChildren, type CustomerStep, type TreeNode } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { AppError } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';
import { DIRECTLY_BELOW } from './figure/login-counts';
import { NetworkScope, type ViewerScope, type Viewer } from './network-scope';
import { pageOf } from './rows';

/** ツリー: the own network, one dealer at a time. */
@Injectable()
export class TreeService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * A customer and the customers directly below, one page at a time in the order of お客様ID.
   * @param after `next` of the page before
   * @throws AppError `customer.unknown` for a customer who does not exist or is outside the viewer's scope
   */
  children(viewer: Viewer, customerId: string, after = ''): Promise<CustomerChildren> {
    return this.scope.asViewer(viewer, async (manager, viewerScope) => {
      const [node] = await manager.query<TreeNode[]>(SELECT_NODE, [customerId, viewerScope.path]);
      if (node === undefined) throw new AppError('customer.unknown');
      const values = [customerId, viewerScope.path, after, CUSTOMER_PAGE + 1];
      const found = await manager.query<TreeNode[]>(SELECT_CHILDREN, values);
      const { rows, next } = pageOf(found, CUSTOMER_PAGE, (row) => row.customerId);
      const above = await stepsAbove(manager, viewerScope, customerId);
      await this.audit.record(manager, {
        event: 'customer.read',
        subject: customerId,
        detail: { part: 'children', shown: rows.length },
        shown: [...above, ...rows].map((row) => row.customerId),
      });
      return {
        node,
        above,
        belowCount: await countBelow(manager, viewerScope, customerId),
        children: rows,
        next,
      };
    });
  }
}

/** The path from the top of the own network down to the dealer above a customer. */
export function stepsAbove(
  manager: EntityManager,
  { path }: ViewerScope,
  customerId: string,
): Promise<CustomerStep[]> {
  return manager.query<CustomerStep[]>(SELECT_ABOVE, [customerId, path]);
}

/** Counts the customers below one customer, at any depth: the sum of the customers directly below each dealer. */
export async function countBelow(
  manager: EntityManager,
  { path }: ViewerScope,
  customerId: string,
): Promise<number> {
  const [row] = await manager.query<{ count: number }[]>(SELECT_BELOW, [customerId, path]);
  return row?.count ?? 0;
}

const COLUMNS = `node.customer_id AS "customerId", node.name AS "customerName", rank.name AS "rankName",
  node.login_status AS "loginStatus", node.login_count AS "loginCount",
  coalesce((SELECT ${DIRECTLY_BELOW} FROM network_dealer_figure WHERE dealer_id = node.customer_id), 0) AS "childCount"`;

const SELECT_NODE = `
  SELECT ${COLUMNS} FROM network_customer node JOIN rank ON rank.code = node.rank_code
  WHERE node.customer_id = $1 AND node.path <@ $2::ltree`;

const SELECT_CHILDREN = `
  SELECT ${COLUMNS} FROM network_customer node JOIN rank ON rank.code = node.rank_code
  WHERE node.parent_customer_id = $1 AND node.path <@ $2::ltree AND node.customer_id > $3
  ORDER BY node.customer_id LIMIT $4`;

// The path contains the IDs, so each dealer is found by its key, under row-level security. OFFSET 0 keeps the planner
// from reading the whole subtree first, because it wrongly expects the subtree to be small.
const SELECT_ABOVE = `
  SELECT step.customer_id AS "customerId", step.name AS "customerName"
  FROM customer, unnest(string_to_array(customer.path::text, '.')) AS above (id)
  CROSS JOIN LATERAL (
    SELECT customer_id, name, path FROM customer WHERE customer_id = above.id::char(8) OFFSET 0) AS step
  WHERE customer.customer_id = $1 AND step.path <@ $2::ltree AND step.customer_id <> $1
  ORDER BY nlevel(step.path)`;

const SELECT_BELOW = `
  SELECT coalesce(sum(${DIRECTLY_BELOW}), 0)::int AS count FROM network_dealer_figure
  WHERE path <@ (SELECT path FROM network_customer WHERE customer_id = $1) AND path <@ $2::ltree`;
