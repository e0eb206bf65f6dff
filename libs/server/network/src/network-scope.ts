import { Injectable } from '@nestjs/common';
import { lockCustomer } from '@daiko/server-customer';
import { AppError } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';
import type { ServiceRightsReason } from './service-rights';

/** Who looks: a signed-in dealer or operator. */
export interface Viewer {
  customerId: string;
}

/** What a viewer may see: the customers at and below `path`. */
export interface ViewerScope {
  /** お客様ID of the viewer. */
  customerId: string;
  role: 'dealer' | 'operator';
  /** Where the own subtree begins: the dealer's own path; for an operator that of the head office. */
  path: string;
}

/**
 * The one place that says whom a dealer or an operator may see. What is done for the customers below is done
 * `asViewer`, and held twice: by the conditions of the statements (`path <@ viewerScope.path`), and by the database, whose role
 * `daiko_viewer` has row-level security limited to the same subtree. A statement that forgets its condition finds
 * nothing more. See ADR 14.
 */
@Injectable()
export class NetworkScope {
  constructor(private readonly db: DataSource) {}

  /**
   * One transaction as the viewer. The viewer's place is read at its beginning: a customer who was moved has other
   * rights in the next one.
   * @param first what must come before places are read: what is to be locked, such as the tree (`lockTree`), or
   *   `atOneMoment`
   * @throws AppError `session.dealer_required` when the viewer's rank manages nobody, or the viewer is suspended
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
   * A part of the same transaction with the service's own rights, for what the viewer's role may not touch (logins,
   * links, messages). Only for customers that were found within the scope before, by `target`.
   * A failure undoes this part and leaves the transaction as the viewer's.
   * @param _reason one of the table in docs/security/authorisation.md: what is not in it has no such rights
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
   * The customer an act is meant for, held until the transaction ends, and kept where it is.
   * @throws AppError `customer.unknown` for who is absent, outside the subtree, or the viewer: the answer is the same
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

/** For `asViewer`, where several statements make one answer: each sees what was committed before the first. */
export async function atOneMoment(manager: EntityManager): Promise<void> {
  await manager.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
}

// Setting `role` is SET LOCAL ROLE: it ends with the transaction.
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
