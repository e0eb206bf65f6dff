import { Injectable } from '@nestjs/common';
import type { ConsolidationEntry, ConsolidationList } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { RevocationService, type SignedIn } from '@daiko/server-auth';
import { lockCustomer, maskEmail } from '@daiko/server-customer';
import { NotificationOutbox } from '@daiko/server-notification';
import { AppError } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';
import { refuseTaken } from './login-id-conflict';

/** Days within which an operator can restore the several logins. */
const UNDO_DAYS = 30;

/** Number of the newest consolidations in the list. */
const LISTED = 100;

/** Shows consolidations to operators, and undoes one for them. */
@Injectable()
export class ConsolidationUndoService {
  constructor(
    private readonly db: DataSource,
    private readonly revocation: RevocationService,
    private readonly outbox: NotificationOutbox,
    private readonly audit: AuditTrail,
  ) {}

  /** Lists consolidations, the newest first. @param customerId if given, only this customer's are listed */
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
   * Restores the legacy logins of a customer, and removes the one login that the consolidation made. A login that
   * existed before, or that has changed since, stays unchanged and does not get an old password back. Everything that
   * is open ends, and every contact is notified.
   * @throws AppError `consolidation.unknown`, `consolidation.final`, `consolidation.address_taken`
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
 * Deletes the one login if it is still as the consolidation made it: the completion writes all three times with the
 * same now(). After a new password, a new login ID, a suspension or a passkey its owner relies on the login, so it
 * stays.
 */
const DELETE_MADE_LOGIN = `
  DELETE FROM credential USING consolidation
  WHERE consolidation.id = $1 AND credential.customer_id = consolidation.customer_id AND credential.state = 'active'
    AND credential.password_changed_at = done_at AND credential.confirmed_at = done_at
    AND NOT EXISTS (SELECT FROM passkey WHERE passkey.customer_id = consolidation.customer_id)`;
