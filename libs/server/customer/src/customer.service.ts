import { Injectable } from '@nestjs/common';
import type { CustomerHeader, OwnCustomer } from '@daiko/contracts';
import { HelpDeskService } from '@daiko/server-notification';
import { AppError, nationalPhone } from '@daiko/server-platform';
import { DataSource, IsNull, Not, type EntityManager } from 'typeorm';
import { ContactPoint } from './contact-point.entity';
import { Customer } from './customer.entity';

/** The data at the top of every page, and the role that comes from the rank. */
export interface CustomerIdentity {
  header: CustomerHeader;
  role: 'customer' | 'dealer' | 'operator';
}

/** Reads and changes what is on file about a customer. */
@Injectable()
export class CustomerService {
  constructor(
    private readonly db: DataSource,
    private readonly helpDesk: HelpDeskService,
  ) {}

  /** @throws AppError `customer.unknown` */
  async headerOf(customerId: string): Promise<CustomerIdentity> {
    const [row] = await this.db.query<IdentityRow[]>(SELECT_IDENTITY, [customerId]);
    if (row === undefined) throw new AppError('customer.unknown');
    const { role, ...header } = row;
    return { header, role };
  }

  /** マイページ: the customer's own data, with phones in full. @throws AppError `customer.unknown` */
  async ownDataOf(customerId: string): Promise<OwnCustomer> {
    const { header } = await this.headerOf(customerId);
    const customer = await this.db.manager.findOneByOrFail(Customer, { customerId });
    const phones = await this.db.manager.find(ContactPoint, {
      where: { customerId, kind: Not('email'), retiredAt: IsNull() },
      order: { priority: 'ASC', createdAt: 'ASC', id: 'ASC' },
    });
    return {
      ...header,
      helpDesk: await this.helpDesk.of(customerId),
      customerKana: customer.kana,
      kind: customer.kind,
      postalCode: customer.postalCode?.replace(/^(\d{3})(\d{4})$/, '$1-$2') ?? null,
      address: customer.address,
      phones: phones.map((phone) => nationalPhone(phone.value)),
      registrationNumber: customer.registrationNumber,
      changesAcknowledgedAt: customer.changesAcknowledgedAt?.toISOString() ?? null,
    };
  }

  /** Records that the customer has read the four changes. Only the first time is kept. */
  async acknowledgeChanges(customerId: string): Promise<void> {
    await this.db.query(
      'UPDATE customer SET changes_acknowledged_at = now() WHERE customer_id = $1 AND changes_acknowledged_at IS NULL',
      [customerId],
    );
  }

  /**
   * Checks whether a recovery may be opened for a customer. The customer must exist, have this phone, be neither
   * suspended nor frozen, and the phone must not be on hold after a recent change. One statement checks everything,
   * so the response time does not reveal which check failed.
   */
  async recoverable(customerId: string, phone: string): Promise<boolean> {
    const [row] = await this.db.query<{ found: boolean }[]>(SELECT_RECOVERABLE_CUSTOMER, [customerId, phone]);
    return row?.found ?? false;
  }

  /** Words that the customer's password must not contain: ID, names, phones and addresses. */
  async contextWords(customerId: string): Promise<string[]> {
    const customer = await this.db.manager.findOneByOrFail(Customer, { customerId });
    const contacts = await this.db.manager.findBy(ContactPoint, { customerId, retiredAt: IsNull() });
    return [
      customerId,
      ...`${customer.name} ${customer.kana}`.split(/\s+/),
      ...contacts.flatMap(({ kind, value }) =>
        kind === 'email'
          ? [value, value.slice(0, value.lastIndexOf('@'))]
          : [value.slice(1), `0${value.slice(3)}`],
      ),
    ].filter((word) => word.length > 0);
  }

  /**
   * Puts a confirmed address on file; an address that is already there is confirmed again.
   * @returns the contact point's ID
   */
  async addEmail(tx: EntityManager, customerId: string, email: string): Promise<string> {
    const [row] = await tx.query<{ id: string }[]>(INSERT_EMAIL, [customerId, email]);
    if (row === undefined) throw new Error('an upsert returned no row');
    return row.id;
  }

  /** The address stays known for the last notice that must be sent to it, but no PIN goes there any more. */
  async retireEmail(tx: EntityManager, customerId: string, email: string): Promise<void> {
    await tx.update(
      ContactPoint,
      { customerId, value: email, retiredAt: IsNull() },
      { retiredAt: () => 'now()' },
    );
  }

  /** それは私ではありません: recovery stays closed until a person opens it again. @returns false when it was already frozen */
  async freezeRecovery(tx: EntityManager, customerId: string): Promise<boolean> {
    const frozen = await tx.update(
      Customer,
      { customerId, recoveryFrozenAt: IsNull() },
      { recoveryFrozenAt: () => 'now()' },
    );
    return frozen.affected === 1;
  }

  /** A person who knows the customer opens recovery again. @returns whether it was frozen */
  async thawRecovery(tx: EntityManager, customerId: string): Promise<boolean> {
    const thawed = await tx.update(
      Customer,
      { customerId, recoveryFrozenAt: Not(IsNull()) },
      { recoveryFrozenAt: null },
    );
    return thawed.affected === 1;
  }
}

type IdentityRow = CustomerHeader & { role: CustomerIdentity['role'] };

const SELECT_IDENTITY = `
  SELECT customer.customer_id AS "customerId", customer.name AS "customerName", rank.name AS "rankName", rank.role,
         member_class.name AS "memberClassName", parent.name AS "parentDealerName"
  FROM customer
  JOIN rank ON rank.code = customer.rank_code
  JOIN member_class ON member_class.code = customer.member_class_code
  LEFT JOIN customer parent ON parent.customer_id = customer.parent_customer_id
  WHERE customer.customer_id = $1`;

const SELECT_RECOVERABLE_CUSTOMER = `
  SELECT EXISTS (
    SELECT FROM customer JOIN contact_point USING (customer_id)
    WHERE customer_id = $1 AND value = $2 AND contact_point.kind <> 'email' AND retired_at IS NULL
      AND (held_until IS NULL OR held_until <= now())
      AND suspended_at IS NULL AND recovery_frozen_at IS NULL
  ) AS found`;

const INSERT_EMAIL = `
  INSERT INTO contact_point (customer_id, kind, value, confirmed_at) VALUES ($1, 'email', $2, now())
  ON CONFLICT (customer_id, value) WHERE retired_at IS NULL DO UPDATE
    SET confirmed_at = now(), failed_at = NULL, held_until = NULL
  RETURNING id`;
