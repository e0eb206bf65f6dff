import { Injectable } from '@nestjs/common';
import { lockCustomer } from '@daiko/server-customer';
import { AppError } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';
import type { ServiceRightsReason } from './service-rights';

/** The user who views the data: a signed-in dealer or operator. */
export interface Viewer {
  customerId: string;
}

/** The data that a viewer may see: the customers at and below `path`. */
export interface ViewerScope {
  /** お客様ID of the viewer. */
  customerId: string;
  role: 'dealer' | 'operator';
  /** The top of the own subtree: the dealer's own path; for an operator, the path of the head office. */
  path: string;
}

/**
 * The only place that decides which customers a dealer or an operator may see. All work on the customers below runs
 * in `asViewer`. Two checks protect it: the conditions of the statements (`path <@ viewerScope.path`), and the
 * database, whose role `daiko_viewer` has row-level security limited to the same subtree. A statement that forgets
 * its condition still finds no other customers. See ADR 14.
 */
@Injectable()
export class NetworkScope {
  constructor(private readonly db: DataSource) {}

  /**
   * Runs one transaction as the viewer. The viewer's place is read at the beginning, so after a move the new rights
   * apply from the next transaction on.
   * @param first work that must come before places are read: a lock, such as the tree (`lockTree`), or
   *  `atOneMoment`
   * @throws AppError `session.dealer_required` when the viewer's rank manages no customers, or the viewer is
   * suspended
   */
  asViewer<T>(
    { customerId }: Viewer,
    work: (manager: EntityManager, viewerScope: ViewerScope) => Promise<T>,
    first?: (manager: EntityManager) => Promise<void>,
  ): Promise<T> {
    return this.db.transaction(async (manager) => {
      await first?.(manager);
      const [viewerScope] = await manager.query<ViewerScope[]>(SELECT_VIEWER_AND_ENTER, [customerId]);
      if (viewerScope === undefined) throw new AppError('session.dealer_required');
      return work(manager, viewerScope);
    });
  }

  /**
   * Runs a part of the same transaction with the service's own rights, for data that the viewer's role may not touch
   * (logins, links, messages). Use it only for customers that `target` found within the scope before. If the part
   * fails, it is rolled back, and the transaction continues as the viewer.
   * @param _reason one of the reasons in the table in docs/security/authorisation.md; only those may use these rights
   */
  withServiceRights<T>(
    _reason: ServiceRightsReason,
    manager: EntityManager,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    return manager.transaction(async (part) => {
      await part.query("SELECT set_config('role', 'none', true)");
      const result = await work(part);
      await part.query("SELECT set_config('role', 'daiko_viewer', true)");
      return result;
    });
  }

  /**
   * Checks the customer that an action is meant for, and locks that customer and the customer's place until the
   * transaction ends.
   * @throws AppError `customer.unknown` for a customer who does not exist, is outside the subtree, or is the viewer;
   * the answer is the same in all three cases
   */
  async target(manager: EntityManager, viewerScope: ViewerScope, customerId: string): Promise<void> {
    await lockCustomer(manager, customerId);
    const [row] = await manager.query<unknown[]>(SELECT_TARGET, [
      customerId,
      viewerScope.path,
      viewerScope.customerId,
    ]);
    if (row === undefined) throw new AppError('customer.unknown');
  }
}

/**
 * For `asViewer`, when several statements make one answer: each sees only what was committed before the first one.
 */
export async function atOneMoment(manager: EntityManager): Promise<void> {
  await manager.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
}

// Setting `role` this way is SET LOCAL ROLE: it ends with the transaction.
const SELECT_VIEWER_AND_ENTER = `
  WITH viewer AS MATERIALIZED (
    SELECT customer.customer_id, rank.role,
           CASE rank.role WHEN 'operator' THEN subpath(path, 0, 1) ELSE path END::text AS path
    FROM customer JOIN rank ON rank.code = customer.rank_code
    WHERE customer.customer_id = $1 AND rank.role IN ('dealer', 'operator') AND customer.suspended_at IS NULL
  )
  SELECT customer_id AS "customerId", role, set_config('daiko.path', path, true) AS path,
         set_config('daiko.viewer', customer_id, true), set_config('role', 'daiko_viewer', true)
  FROM viewer`;

const SELECT_TARGET = `
  SELECT customer_id FROM customer
  WHERE customer_id = $1 AND path <@ $2::ltree AND customer_id <> $3 AND parent_customer_id IS NOT NULL
  FOR NO KEY UPDATE`;
