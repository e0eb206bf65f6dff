import { Injectable } from '@nestjs/common';
import type { ContactChanges, ContactChangesQuery } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { NetworkScope, type Viewer } from '@daiko/server-network';
import { AppError } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';
import { ContactChangeList } from './contact-change-list';
import { ContactDecisionStore, type Decision } from './contact-decision.store';

/**
 * A second person decides about a change. This is a dealer who stood above the customer before the request, or an
 * operator. They must be independent of the person who asked, and their login must be older than the request. The
 * database decides who may approve (`may_approve`) and enforces it.
 */
@Injectable()
export class ContactApprovalService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly decisions: ContactDecisionStore,
    private readonly changes: ContactChangeList,
    private readonly trail: AuditTrail,
  ) {}

  async list(viewer: Viewer, { limit }: ContactChangesQuery): Promise<ContactChanges> {
    return this.scope.asViewer(viewer, async (manager) => {
      const { customerId } = viewer;
      const waiting = await this.changes.where(manager, MINE_TO_APPROVE, [customerId, limit + 1], limit);
      const own = await this.changes.where(manager, MY_OWN, [customerId], OWN_SHOWN, 'newest first');
      const detail = { part: 'contact_changes', shown: waiting.changes.length + own.changes.length };
      const shown = [...waiting.shown, ...own.shown];
      await this.trail.record(manager, { event: 'customer.searched', detail, shown });
      return { waiting: waiting.changes, hasMore: waiting.hasMore, own: own.changes };
    });
  }

  /**
   * Approves the request and makes the change.
   * @throws AppError `contact_change.*`; `contact.*` when it can no longer be made
   */
  async approve(viewer: Viewer, id: string): Promise<void> {
    await this.decide(viewer, id, 'approved', null);
  }

  /** Refuses the request. @throws AppError `contact_change.*` */
  async refuse(viewer: Viewer, id: string, reason: string): Promise<void> {
    await this.decide(viewer, id, 'refused', reason);
  }

  /** The person who asked takes the request back. @throws AppError `contact_change.*` */
  async withdraw(viewer: Viewer, id: string): Promise<void> {
    await this.decide(viewer, id, 'withdrawn', null);
  }

  private async decide(
    viewer: Viewer,
    id: string,
    state: Decision['state'],
    reason: string | null,
  ): Promise<void> {
    await this.scope.asViewer(viewer, async (manager, viewerScope) => {
      const asked = await this.decisions.find(manager, id);
      await this.scope.target(manager, viewerScope, asked.customerId);
      refuseOwn(asked.requestedBy === viewer.customerId, state);
      if (state === 'approved') await this.refuseDependent(manager, viewer, id);
      await this.decisions.record(manager, { id, state, by: viewer.customerId, reason });
      await this.scope.withServiceRights('decide a change of contacts', manager, (part) =>
        this.decisions.follow(part, asked, state),
      );
    });
  }

  private async refuseDependent(manager: EntityManager, viewer: Viewer, id: string): Promise<void> {
    const [row] = await manager.query<{ may: boolean }[]>(SELECT_MAY_APPROVE, [id, viewer.customerId]);
    if (row?.may !== true) throw new AppError('contact_change.not_independent');
  }
}

const OWN_SHOWN = 100;
// Requests are checked with `may_approve` in the order of the list, and only until the list is full.
const MINE_TO_APPROVE = `request.id IN (
  SELECT id FROM (
    SELECT id FROM contact_change_request WHERE state = 'pending' ORDER BY requested_at, id OFFSET 0) AS waiting
   WHERE may_approve(id, $1) LIMIT $2)`;
const MY_OWN = `requested_by = $1 AND (state = 'pending' OR requested_at > now() - interval '30 days')`;

function refuseOwn(isOwn: boolean, decision: Decision['state']): void {
  if (isOwn && decision !== 'withdrawn') throw new AppError('contact_change.own');
  if (!isOwn && decision === 'withdrawn') throw new AppError('contact_change.unknown');
}

// A request that is already decided passes here, because `record` refuses it with its own error.
const SELECT_MAY_APPROVE = `
  SELECT state <> 'pending' OR may_approve(id, $2) AS may FROM contact_change_request WHERE id = $1`;
