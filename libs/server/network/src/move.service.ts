import { Injectable } from '@nestjs/common';
import type { CustomerMove } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { lockTree } from '@daiko/server-customer';
import { NotificationOutbox } from '@daiko/server-notification';
import { AppConfig, AppError, withTimeouts } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';
import { NetworkScope, type ViewerScope, type Viewer } from './network-scope';

interface Plan extends CustomerMove {
  cycle: boolean;
  unchanged: boolean;
  dealer: boolean;
  operator: boolean;
  /** Level in the tree of the deepest moved customer after the move. */
  depth: number;
}

/**
 * A move of 100,000 customers takes about fifteen seconds on two busy cores. The time to wait for a single row lock
 * stays the usual one.
 */
const MOVE_TIMEOUTS = { statementMs: 30_000 };
/** Time to wait for other moves, and for a batch of an import. During a move no customer can be registered. */
const TREE_TIMEOUTS = { statementMs: 10_000, lockMs: 10_000 };

/** 上位店の変更: moves a customer below another dealer, together with all customers below. */
@Injectable()
export class MoveService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly audit: AuditTrail,
    private readonly config: AppConfig,
    private readonly outbox: NotificationOutbox,
  ) {}

  /**
   * 確認: shows what would move, and changes nothing.
   * @throws AppError `customer.unknown` when the customer or the dealer does not exist or is outside the viewer's
   * scope, or the customer is the viewer; `move.cycle`, `move.unchanged`, `move.no_dealer`, `move.too_deep`;
   * `move.operator`: operators stand only below the head office
   */
  preview(viewer: Viewer, customerId: string, parentCustomerId: string): Promise<CustomerMove> {
    return this.scope.asViewer(viewer, async (manager, viewerScope) => {
      const planned = await this.plan(manager, viewerScope, customerId, parentCustomerId);
      const detail = { part: 'move', to: parentCustomerId };
      const shown = [planned.from.customerId, planned.to.customerId];
      await this.audit.record(manager, { event: 'customer.read', subject: customerId, detail, shown });
      return planned;
    });
  }

  /**
   * 完了: moves the customers in one statement; only one move runs at a time in the whole tree. The rights over the
   * moved customers change with the move. The customer is notified, and the database cancels changes of contacts that
   * waited for approval.
   * @throws AppError as `preview`
   */
  async move(viewer: Viewer, customerId: string, parentCustomerId: string): Promise<CustomerMove> {
    return this.scope.asViewer(
      viewer,
      async (manager, viewerScope) => {
        const { count: _, ...planned } = await this.plan(manager, viewerScope, customerId, parentCustomerId);
        const values = [customerId, parentCustomerId, viewerScope.path];
        const [row] = await withTimeouts(manager, MOVE_TIMEOUTS).query<{ count: number }>(
          UPDATE_PATHS,
          values,
        );
        const count = row?.count ?? 0;
        const detail = { from: planned.from.customerId, to: parentCustomerId, count };
        await this.audit.record(manager, {
          event: 'customer.moved',
          actor: viewerScope.customerId,
          subject: customerId,
          detail,
          shown: [planned.from.customerId, planned.to.customerId],
        });
        await this.scope.withServiceRights('tell of a move', manager, (part) =>
          this.outbox.enqueue(part, { template: 'customer_moved', customerId }),
        );
        return { ...planned, count };
      },
      (manager) => lockTree(withTimeouts(manager, TREE_TIMEOUTS), 'exclusive'),
    );
  }

  private async plan(
    manager: EntityManager,
    viewerScope: ViewerScope,
    customerId: string,
    parentCustomerId: string,
  ): Promise<CustomerMove> {
    const values = [customerId, parentCustomerId, viewerScope.path, viewerScope.customerId];
    const [row] = await manager.query<Plan[]>(SELECT_PLAN, values);
    if (row === undefined) throw new AppError('customer.unknown');
    const { cycle, unchanged, dealer, operator, depth, ...move } = row;
    if (operator) throw new AppError('move.operator');
    if (cycle) throw new AppError('move.cycle');
    if (unchanged) throw new AppError('move.unchanged');
    if (!dealer) throw new AppError('move.no_dealer');
    if (depth > this.config.values.NETWORK_DEPTH_MAX) throw new AppError('move.too_deep');
    return move;
  }
}

const step = (alias: string): string =>
  `json_build_object('customerId', ${alias}.customer_id, 'customerName', ${alias}.name)`;

// The row is locked for an update, so row-level security also finds only a customer that the viewer may change. The
// current dealer above is in the viewer's scope too, because only customers below the viewer can be moved.
const SELECT_PLAN = `
  SELECT ${step('moving')} AS customer, ${step('above')} AS "from", ${step('target')} AS "to",
         (SELECT count(*)::int FROM network_customer below WHERE below.path <@ moving.path) AS count,
         nlevel(target.path) + 1 - nlevel(moving.path) +
           (SELECT max(nlevel(below.path)) FROM network_customer below WHERE below.path <@ moving.path) AS depth,
         target.path <@ moving.path AS cycle, above.customer_id = target.customer_id AS unchanged,
         rank.role = 'dealer' OR target.parent_customer_id IS NULL AS dealer,
         (SELECT role FROM rank WHERE code = moving.rank_code) = 'operator' AS operator
  FROM customer moving
  JOIN customer above ON above.customer_id = moving.parent_customer_id
  JOIN customer target ON target.customer_id = $2
  JOIN rank ON rank.code = target.rank_code
  WHERE moving.customer_id = $1 AND moving.path <@ $3::ltree AND target.path <@ $3::ltree AND moving.customer_id <> $4
  FOR NO KEY UPDATE OF moving`;

const UPDATE_PATHS = `
  WITH moved AS (
    UPDATE customer
    SET path = target.path || subpath(customer.path, nlevel(moving.path) - 1),
        parent_customer_id = CASE WHEN customer.customer_id = $1 THEN $2 ELSE customer.parent_customer_id END
    FROM customer moving, customer target
    WHERE moving.customer_id = $1 AND target.customer_id = $2 AND customer.path <@ moving.path
      AND customer.path <@ $3::ltree AND target.path <@ $3::ltree AND NOT target.path <@ moving.path
    RETURNING 1
  )
  SELECT count(*)::int AS count FROM moved`;
