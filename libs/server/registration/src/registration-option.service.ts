import { Injectable } from '@nestjs/common';
import type { RegistrationOptions } from '@daiko/contracts';
import { NetworkScope, type ViewerScope, type Viewer } from '@daiko/server-network';
import { AppConfig, AppError } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';

/** What a new customer can be and where it can be placed. */
@Injectable()
export class RegistrationOptionService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly config: AppConfig,
  ) {}

  async optionsFor(viewer: Viewer): Promise<RegistrationOptions> {
    return this.scope.asViewer(viewer, async (manager, viewerScope) => {
      const [parent] = await manager.query<RegistrationOptions['parent'][]>(SELECT_DEFAULT_PARENT, [
        viewerScope.path,
      ]);
      if (parent === undefined) throw new Error('a viewer without a place in the tree');
      return {
        parent,
        ranks: await manager.query<RegistrationOptions['ranks']>(SELECT_RANKS, [viewerScope.role]),
        memberClasses: await manager.query<RegistrationOptions['memberClasses']>(
          'SELECT code, name FROM member_class ORDER BY code',
        ),
      };
    });
  }

  /**
   * @throws AppError `request.invalid` at rank or member class when it is unknown, or the viewer may not assign it
   */
  async judge(
    manager: EntityManager,
    viewerScope: ViewerScope,
    { rankCode, memberClassCode }: { rankCode: string; memberClassCode: string },
  ): Promise<void> {
    const ranks = await manager.query<{ code: string }[]>(SELECT_RANKS, [viewerScope.role]);
    if (!ranks.some(({ code }) => code === rankCode)) throw AppError.field('rankCode', 'choice.required');
    const [known] = await manager.query<unknown[]>('SELECT FROM member_class WHERE code = $1', [
      memberClassCode,
    ]);
    if (known === undefined) throw AppError.field('memberClassCode', 'choice.required');
  }

  async makesOperator(manager: EntityManager, rankCode: string): Promise<boolean> {
    const [rank] = await manager.query<unknown[]>(OPERATORS_RANK, [rankCode]);
    return rank !== undefined;
  }

  /**
   * Operators stand only directly below the head office.
   * @throws AppError `request.invalid` at `parentCustomerId`
   */
  async judgePlace(
    manager: EntityManager,
    { rankCode, parentCustomerId }: { rankCode: string; parentCustomerId: string },
  ): Promise<void> {
    const [misplaced] = await manager.query<unknown[]>(SELECT_MISPLACED, [rankCode, parentCustomerId]);
    if (misplaced !== undefined) throw AppError.field('parentCustomerId', 'parent.not_head_office');
  }

  /**
   * Checks the 上位店, which must be within the own subtree: the viewer's own place or one below.
   * @returns its name
   * @throws AppError `request.invalid` at `parentCustomerId`, with the same code for a missing 上位店 and one outside
   * the subtree; also when the place is already too deep in the tree
   */
  async parentName(manager: EntityManager, parentCustomerId: string): Promise<string> {
    const [parent] = await manager.query<{ name: string; leads: boolean; level: number }[]>(SELECT_PARENT, [
      parentCustomerId,
    ]);
    if (parent === undefined) throw AppError.field('parentCustomerId', 'parent.unknown');
    if (!parent.leads) throw AppError.field('parentCustomerId', 'parent.no_dealer');
    if (parent.level >= this.config.values.NETWORK_DEPTH_MAX)
      throw AppError.field('parentCustomerId', 'parent.too_deep');
    return parent.name;
  }
}

// Only operators may register operators. The head office's rank belongs only to the head office.
const SELECT_RANKS = `
  SELECT code, name FROM rank
   WHERE (role <> 'operator' OR $1 = 'operator')
     AND code NOT IN (SELECT rank_code FROM customer WHERE parent_customer_id IS NULL) AND code <> 'head_office'
   ORDER BY role = 'customer' DESC, code`;
const SELECT_DEFAULT_PARENT = `
  SELECT customer_id AS "customerId", name AS "customerName" FROM customer
   WHERE customer_id = subpath($1::ltree, -1)::text::char(8)`;
const SELECT_PARENT = `
  SELECT customer.name, nlevel(path) AS level,
         (rank.role = 'dealer' OR parent_customer_id IS NULL) AND suspended_at IS NULL AS leads
    FROM customer JOIN rank ON rank.code = customer.rank_code
   WHERE customer_id = $1`;
const OPERATORS_RANK = "SELECT FROM rank WHERE code = $1 AND role = 'operator'";
const SELECT_MISPLACED = `
  SELECT FROM rank, customer
   WHERE code = $1 AND role = 'operator' AND customer_id = $2 AND parent_customer_id IS NOT NULL`;
