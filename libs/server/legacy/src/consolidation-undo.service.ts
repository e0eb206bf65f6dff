import { Injectable } from '@nestjs/common';
import type { ConsolidationEntry, ConsolidationList } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { RevocationService, type SignedIn } from '@daiko/server-auth';
import { lockCustomer, maskEmail } from '@daiko/server-customer';
import { NotificationOutbox } from '@daiko/server-notification';
import { AppError } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';
import { refuseTaken } from './login-id-conflict';

/** How long an operator can give the several logins back. */
const UNDO_DAYS = 30;

/** So many of the newest are listed. */
const LISTED = 100;

/** What operators see of consolidations, and how they undo one. */
@Injectable()
export class ConsolidationUndoService {
  constructor(
    private readonly db: DataSource,
    private readonly revocation: RevocationService,
    private readonly outbox: NotificationOutbox,
    private readonly audit: AuditTrail,
  ) {}

  /** The newest first. @param customerId of one customer alone, where it is given */
  async list(customerId: string | undefined): Promise<ConsolidationList> {
    const rows = await this.db.query<EntryRow[]>(SELECT_CONSOLIDATIONS, [
      customerId ?? null,
      UNDO_DAYS,
      LISTED,
    ]);
    await this.audit.record(this.db.manager, {
      event: 'operations.read',
      subject: customerId ?? null,
      detail: { part: 'consolidations', shown: rows.length },
      shown: rows.map((row) => row.customerId),
    });
    return { consolidations: rows.map(entryOf) };
  }

  /**
   * Gives a customer the legacy logins back, and takes away the one login that the consolidation made. A login that was
   * there before, or that has changed since, stays as it is: no old password comes back. Everything open ends, every
   * contact is told. @throws AppError `consolidation.unknown`, `consolidation.final`, `consolidation.address_taken`
   */
  async undo(operator: SignedIn, id: string): Promise<void> {
    const [found] = await this.db.query<{ customerId: string }[]>(SELECT_CONSOLIDATION, [id]);
    if (found === undefined) throw new AppError('consolidation.unknown');
    const { customerId } = found;
    await refuseTaken(
      this.db.transaction((tx) => this.giveBack(tx, id, customerId, operator.customerId)),
      () => new AppError('consolidation.address_taken'),
    );
  }

  private async giveBack(
    tx: EntityManager,
    id: string,
    customerId: string,
    operatorId: string,
  ): Promise<void> {
    await lockCustomer(tx, customerId);
    const [, undone] = await tx.query<[unknown, number]>(UPDATE_CONSOLIDATION_UNDONE, [
      id,
      operatorId,
      UNDO_DAYS,
    ]);
    if (undone === 0) throw new AppError('consolidation.final');
    const [, removed] = await tx.query<[unknown, number]>(DELETE_MADE_LOGIN, [id]);
    await tx.query(
      'UPDATE legacy_login SET retired_at = NULL, consolidation_id = NULL WHERE consolidation_id = $1',
      [id],
    );
    await this.revocation.endAllOf(tx, customerId);
    await this.audit.record(tx, {
      event: 'legacy.revoked',
      subject: customerId,
      detail: { consolidation: id, login: removed === 1 ? 'removed' : 'kept' },
    });
    await this.outbox.enqueue(tx, { template: 'consolidation_undone', customerId });
  }
}

interface EntryRow {
  id: string;
  customerId: string;
  customerName: string;
  loginId: string | null;
  retiredCount: number;
  doneAt: Date;
  undoableUntil: Date | null;
  undoneAt: Date | null;
}

function entryOf({ loginId, doneAt, undoableUntil, undoneAt, ...row }: EntryRow): ConsolidationEntry {
  return {
    ...row,
    loginIdMasked: loginId === null ? null : maskEmail(loginId),
    doneAt: doneAt.toISOString(),
    undoableUntil: undoableUntil?.toISOString() ?? null,
    undoneAt: undoneAt?.toISOString() ?? null,
  };
}

const SELECT_CONSOLIDATIONS = `
  SELECT consolidation.id, customer_id AS "customerId", customer.name AS "customerName",
         credential.login_id AS "loginId", done_at AS "doneAt", undone_at AS "undoneAt",
         (SELECT count(*)::int FROM legacy_login WHERE consolidation_id = consolidation.id) AS "retiredCount",
         CASE WHEN undone_at IS NULL AND done_at > now() - make_interval(days => $2::int)
              THEN done_at + make_interval(days => $2::int) END AS "undoableUntil"
  FROM consolidation JOIN customer USING (customer_id) LEFT JOIN credential USING (customer_id)
  WHERE done_at IS NOT NULL AND ($1::char(8) IS NULL OR customer_id = $1)
  ORDER BY done_at DESC, consolidation.id LIMIT $3`;

const SELECT_CONSOLIDATION = `SELECT customer_id AS "customerId" FROM consolidation WHERE id = $1 AND done_at IS NOT NULL`;

const UPDATE_CONSOLIDATION_UNDONE = `
  UPDATE consolidation SET undone_at = now(), undone_by = $2
  WHERE id = $1 AND undone_at IS NULL AND done_at > now() - make_interval(days => $3::int)`;

/**
 * The one login as the consolidation made it: completion writes all three times with one now(). A new password, a new
 * login ID, a suspension or a passkey since then make it something that its owner counts on.
 */
const DELETE_MADE_LOGIN = `
  DELETE FROM credential USING consolidation
  WHERE consolidation.id = $1 AND credential.customer_id = consolidation.customer_id AND credential.state = 'active'
    AND credential.password_changed_at = done_at AND credential.confirmed_at = done_at
    AND NOT EXISTS (SELECT FROM passkey WHERE passkey.customer_id = consolidation.customer_id)`;
