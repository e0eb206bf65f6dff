import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@daiko/server-audit';
import { AppError } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';
import { ContactStore, type Change } from './contact.store';

/** A request for a change of contacts, in any state. */
export type AskedChange = Change & { requestedBy: string };

export interface Decision {
  id: string;
  state: 'approved' | 'refused' | 'withdrawn';
  /** お客様ID of the person who decides: the second person, the person who asked, or the customer. */
  by: string;
  /** Reason for a refusal, shown to the person who asked. */
  reason: string | null;
}

/**
 * A request is decided only once. An approved change is made in the same transaction, whether the customer or the
 * second person approved it.
 */
@Injectable()
export class ContactDecisionStore {
  constructor(
    private readonly contacts: ContactStore,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws AppError `contact_change.unknown` */
  async find(manager: EntityManager, id: string): Promise<AskedChange> {
    const [asked] = await manager.query<AskedChange[]>(SELECT_CHANGE_REQUEST, [id]);
    if (asked === undefined) throw new AppError('contact_change.unknown');
    return asked;
  }

  /**
   * Records a decision. When several arrive at the same time, only one is recorded.
   * @throws AppError `contact_change.decided` for all others
   */
  async record(manager: EntityManager, { id, state, by, reason }: Decision): Promise<void> {
    const [, decided] = await manager.query<[unknown, number]>(UPDATE_CHANGE_REQUEST_DECIDED, [
      id,
      state,
      by,
      reason,
    ]);
    if (decided === 0) throw new AppError('contact_change.decided');
  }

  /**
   * Carries out a recorded decision. Call it with the service's own rights, under the customer's lock.
   * @throws AppError `contact.*` when an approved change can no longer be made
   */
  async follow(
    part: EntityManager,
    { requestedBy, ...change }: AskedChange,
    decision: Decision['state'],
  ): Promise<void> {
    if (decision === 'approved') return this.contacts.apply(part, change);
    const detail = { decision, requestedBy };
    await this.trail.record(part, { event: 'contact.change_refused', subject: change.customerId, detail });
  }
}

const SELECT_CHANGE_REQUEST = `
  SELECT customer_id AS "customerId", action, contact_point_id AS "contactPointId", kind, value,
         requested_by AS "requestedBy"
    FROM contact_change_request WHERE id = $1`;
const UPDATE_CHANGE_REQUEST_DECIDED = `
  UPDATE contact_change_request SET state = $2, decided_by = $3, decided_at = now(), reason = $4
   WHERE id = $1 AND state = 'pending'`;
