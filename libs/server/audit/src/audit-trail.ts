import { Injectable } from '@nestjs/common';
import type { AuditEventName, AuditResult } from '@daiko/contracts';
import type { EntityManager } from 'typeorm';
import { currentOrigin, type Origin } from './origin';
import { shownCustomers } from './shown-customers';

/** Whose act it was when it was no customer's, dealer's or operator's. */
type Actor = 'anonymous' | 'system' | 'provider' | 'command-line';

/** One act. Never in it: a PIN, a password, a token, a whole phone number or address. */
export interface AuditRecord {
  event: AuditEventName;
  /** Done when left out. */
  result?: AuditResult;
  /** お客様ID of whoever acted, or what acted. Left out: who is signed in, else `anonymous`; outside of requests `system`. */
  actor?: Actor | (string & {});
  /** The customer whom it is about. */
  subject?: string | null;
  /** All whose data the answer holds, beside the subject: the report of who was affected names each of them. */
  shown?: Iterable<string | null>;
  /** Left out: the request at hand. */
  from?: Pick<Origin, 'address' | 'userAgent'>;
  /** What else there is to know: short values, such as the code of a refusal. */
  detail?: Record<string, string | number | boolean | null>;
}

/**
 * Who did what, from where, and what came of it. Rows are only ever added; the database refuses everything else, and
 * the sealer chains them (docs/adr: the audit trail).
 */
@Injectable()
export class AuditTrail {
  /**
   * Records an act together with it: both are there after the commit, or neither.
   * @param manager of the act's transaction; for a refusal, whose transaction rolls back, the DataSource's own
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
