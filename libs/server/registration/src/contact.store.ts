import { Injectable } from '@nestjs/common';
import type { ContactChange, CustomerContacts } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { RevocationService } from '@daiko/server-auth';
import { maskEmail, maskPhone, type ContactKind } from '@daiko/server-customer';
import { NotificationOutbox } from '@daiko/server-notification';
import { AppConfig, AppError } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';

/** One change of a customer's contacts. */
export interface Change {
  customerId: string;
  action: ContactChange['action'];
  /** The contact that is replaced or retired. */
  contactPointId: string | null;
  kind: ContactKind | null;
  /** Phone in E.164 or folded mail address; null when no contact is added. */
  value: string | null;
}

/**
 * Writes and shows the contacts of a customer who was found within the viewer's scope. It needs the service's own
 * rights, because the viewer's role cannot read mail addresses. Call it under the customer's lock.
 */
@Injectable()
export class ContactStore {
  constructor(
    private readonly revocation: RevocationService,
    private readonly outbox: NotificationOutbox,
    private readonly trail: AuditTrail,
    private readonly config: AppConfig,
  ) {}

  /**
   * Makes a change. The new contact is held for `CONTACT_HOLD_MINUTES`, an open recovery ends, and the existing
   * contacts are notified. So changing a telephone number is not enough to take over a customer's login.
   * @throws AppError `contact.unknown`, `contact.on_file`
   */
  async apply(part: EntityManager, change: Change): Promise<void> {
    const { customerId, action, contactPointId, kind, value } = change;
    if (contactPointId !== null) {
      const [, retired] = await part.query<[unknown, number]>(UPDATE_CONTACT_RETIRED, [
        contactPointId,
        customerId,
      ]);
      if (retired === 0) throw new AppError('contact.unknown');
    }
    if (value !== null) {
      const minutes = this.config.values.CONTACT_HOLD_MINUTES;
      const added = await part.query<unknown[]>(INSERT_CONTACT, [customerId, kind, value, minutes]);
      if (added.length === 0) throw new AppError('contact.on_file');
    }
    await this.revocation.endRecoveryOf(part, customerId);
    await this.trail.record(part, {
      event: 'contact.changed',
      subject: customerId,
      detail: { action, kind },
    });
    await this.outbox.enqueue(part, { template: 'contact_changed', customerId });
  }

  /** @throws AppError `contact.on_file` when the customer already has this contact */
  async refuseKnown(part: EntityManager, customerId: string, value: string): Promise<void> {
    const [known] = await part.query<unknown[]>(
      'SELECT FROM contact_point WHERE customer_id = $1 AND value = $2 AND retired_at IS NULL',
      [customerId, value],
    );
    if (known !== undefined) throw new AppError('contact.on_file');
  }

  /**
   * Finds a live contact of the customer.
   * @throws AppError `contact.unknown`; `contact.is_login_id` for the login ID, which only the customer may change
   */
  async changeable(part: EntityManager, customerId: string, id: string): Promise<Row> {
    const contact = (await this.rows(part, customerId)).find((row) => row.id === id);
    if (contact === undefined) throw new AppError('contact.unknown');
    if (contact.isLoginId) throw new AppError('contact.is_login_id');
    return contact;
  }

  async contactsOf(part: EntityManager, customerId: string): Promise<CustomerContacts['contacts']> {
    return (await this.rows(part, customerId)).map(({ value, heldUntil, ...row }) => ({
      ...row,
      label: row.kind === 'email' ? maskEmail(value) : maskPhone(value),
      heldUntil: heldUntil?.toISOString() ?? null,
    }));
  }

  private rows(part: EntityManager, customerId: string): Promise<Row[]> {
    return part.query<Row[]>(SELECT_LIVE_CONTACTS, [customerId]);
  }
}

interface Row {
  id: string;
  kind: ContactKind;
  value: string;
  isLoginId: boolean;
  heldUntil: Date | null;
  isFailing: boolean;
}

const UPDATE_CONTACT_RETIRED = `
  UPDATE contact_point SET retired_at = now() WHERE id = $1 AND customer_id = $2 AND retired_at IS NULL`;
const INSERT_CONTACT = `
  INSERT INTO contact_point (customer_id, kind, value, priority, held_until)
  SELECT $1, $2, $3, coalesce(max(priority) + 1, 0), now() + make_interval(mins => $4::int)
    FROM contact_point WHERE customer_id = $1
  ON CONFLICT (customer_id, value) WHERE retired_at IS NULL DO NOTHING RETURNING id`;
const SELECT_LIVE_CONTACTS = `
  SELECT id, kind, value, (kind = 'email' AND value = credential.login_id) IS TRUE AS "isLoginId",
         CASE WHEN held_until > now() THEN held_until END AS "heldUntil", failed_at IS NOT NULL AS "isFailing"
    FROM contact_point LEFT JOIN credential USING (customer_id)
   WHERE customer_id = $1 AND retired_at IS NULL ORDER BY kind = 'email', priority, contact_point.created_at`;
