import { Injectable } from '@nestjs/common';
import type { AuditEventName, AuditResult } from '@daiko/contracts';
import type { EntityManager } from 'typeorm';
import { currentOrigin, type Origin } from './origin';
import { shownCustomers } from './shown-customers';

/** The actor when the action was not taken by a customer, dealer or operator. */
type Actor = 'anonymous' | 'system' | 'provider' | 'command-line';

/** One recorded action. It never contains a PIN, a password, a token, a whole phone number or a whole address. */
export interface AuditRecord {
  event: AuditEventName;
  /** `done` when left out. */
  result?: AuditResult;
  /**
   * お客様ID of the person who acted, or the kind of actor. When left out, it is the signed-in user, or else
   * `anonymous`; outside of requests it is `system`.
   */
  actor?: Actor | (string & {});
  /** The customer that the action is about. */
  subject?: string | null;
  /**
   * All customers whose data the answer contains, besides the subject. The report of affected customers names each of
   * them.
   */
  shown?: Iterable<string | null>;
  /** The current request when left out. */
  from?: Pick<Origin, 'address' | 'userAgent'>;
  /** Further facts as short values, such as the code of a refusal. */
  detail?: Record<string, string | number | boolean | null>;
}

/**
 * Records each action: the actor, the origin and the result. Rows are only added; the database refuses any other
 * change, and the sealer chains them (docs/adr: the audit trail).
 */
@Injectable()
export class AuditTrail {
  /**
   * Records an action in its own transaction: after the commit both exist, or neither does.
   * @param manager of the action's transaction. For a refusal, whose transaction rolls back, use the DataSource's own
   * manager
   */
  async record(manager: Pick<EntityManager, 'query'>, act: AuditRecord): Promise<void> {
    const { event, result = 'done', subject = null } = act;
    const { address, userAgent } = act.from ?? currentOrigin() ?? NOWHERE;
    const actor = act.actor ?? actorAtHand();
    await manager.query(INSERT_AUDIT_EVENT, [
      event,
      result,
      actor,
      subject,
      address,
      userAgent,
      JSON.stringify(detailOf(act)),
    ]);
  }
}

function detailOf({ detail = {}, shown = [] }: AuditRecord): AuditRecord['detail'] {
  const customers = shownCustomers([...shown].filter((id) => id !== null));
  return customers === '' ? detail : { ...detail, customers };
}

const NOWHERE = { address: null, userAgent: null };

function actorAtHand(): string {
  const origin = currentOrigin();
  return origin === undefined ? 'system' : (origin.actor ?? 'anonymous');
}

const INSERT_AUDIT_EVENT = `
  INSERT INTO audit_event (event, result, actor, subject, address, user_agent, detail)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;
