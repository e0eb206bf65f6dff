import { Injectable } from '@nestjs/common';
import type { ChangeEmailRequest, ChangePhoneRequest, CustomerContacts } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { phoneKind, type ContactKind } from '@daiko/server-customer';
import { NetworkScope, type Viewer } from '@daiko/server-network';
import { NotificationOutbox } from '@daiko/server-notification';
import { AppError } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';
import { ContactStore, type Change } from './contact.store';
import { ContactChangeList } from './contact-change-list';
import { ContactConsentService } from './contact-consent.service';

/** Changes of contacts that a dealer asks for. Each is made after a second person or the customer has approved it. */
@Injectable()
export class CustomerContactService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly contacts: ContactStore,
    private readonly changes: ContactChangeList,
    private readonly consents: ContactConsentService,
    private readonly outbox: NotificationOutbox,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws AppError `customer.unknown` for a customer who does not exist, is outside the scope, or is the viewer */
  async show(viewer: Viewer, customerId: string): Promise<CustomerContacts> {
    return this.scope.asViewer(viewer, async (manager) => {
      return this.view(manager, viewer, customerId);
    });
  }

  /** Asks to add or replace a phone. @throws AppError as `show`, `contact.*` */
  askPhone(viewer: Viewer, customerId: string, request: ChangePhoneRequest): Promise<CustomerContacts> {
    const { phone: value, replaces } = request;
    return this.askFor(viewer, customerId, { kind: phoneKind(value), value, replaces });
  }

  /** Asks to add or replace a mail address. @throws AppError as `show`, `contact.*` */
  askEmail(viewer: Viewer, customerId: string, request: ChangeEmailRequest): Promise<CustomerContacts> {
    const { email: value, replaces } = request;
    return this.askFor(viewer, customerId, { kind: 'email', value, replaces });
  }

  /** Asks to retire a contact. @throws AppError as `show`, `contact.*` */
  async retire(viewer: Viewer, customerId: string, contactPointId: string): Promise<CustomerContacts> {
    return this.act(viewer, customerId, async (manager) => {
      await this.scope.withServiceRights('ask for a change of contacts', manager, (part) =>
        this.contacts.changeable(part, customerId, contactPointId),
      );
      return this.ask(manager, viewer, {
        customerId,
        action: 'retire',
        contactPointId,
        kind: null,
        value: null,
      });
    });
  }

  private askFor(
    viewer: Viewer,
    customerId: string,
    { kind, value, replaces }: Wish,
  ): Promise<CustomerContacts> {
    return this.act(viewer, customerId, async (manager) => {
      await this.scope.withServiceRights('ask for a change of contacts', manager, async (part) => {
        await this.contacts.refuseKnown(part, customerId, value);
        if (replaces === undefined) return;
        const contact = await this.contacts.changeable(part, customerId, replaces);
        if ((contact.kind === 'email') !== (kind === 'email')) throw new AppError('contact.unknown');
      });
      const action = replaces === undefined ? 'add' : 'replace';
      return this.ask(manager, viewer, { customerId, action, contactPointId: replaces ?? null, kind, value });
    });
  }

  private async act(
    viewer: Viewer,
    customerId: string,
    work: (manager: EntityManager) => Promise<void>,
  ): Promise<CustomerContacts> {
    return this.scope.asViewer(viewer, async (manager, viewerScope) => {
      await this.scope.target(manager, viewerScope, customerId);
      await work(manager);
      return this.view(manager, viewer, customerId);
    });
  }

  private async ask(manager: EntityManager, viewer: Viewer, change: Change): Promise<void> {
    const { customerId, action, contactPointId, kind, value } = change;
    const parameters = [customerId, action, contactPointId, kind, value, viewer.customerId];
    const [asked] = await manager.query<{ id: string }[]>(INSERT_CHANGE_REQUEST, parameters);
    if (asked === undefined) throw new AppError('contact.change_waiting');
    await this.trail.record(manager, {
      event: 'contact.change_asked',
      subject: customerId,
      detail: { action },
    });
    await this.scope.withServiceRights('ask for a change of contacts', manager, async (part) => {
      const message = { template: 'contact_change_waiting', aboutCustomerId: customerId } as const;
      await this.outbox.enqueue(part, message);
      await this.consents.ask(part, customerId, asked.id);
    });
  }

  private async view(manager: EntityManager, viewer: Viewer, customerId: string): Promise<CustomerContacts> {
    const [customer] = await manager.query<{ customerName: string }[]>(SELECT_CUSTOMER_NAME, [
      customerId,
      viewer.customerId,
    ]);
    if (customer === undefined) throw new AppError('customer.unknown');
    const contacts = await this.scope.withServiceRights('read contacts', manager, (part) =>
      this.contacts.contactsOf(part, customerId),
    );
    const condition = `customer.customer_id = $1 AND state = 'pending'`;
    const { changes, shown } = await this.changes.where(manager, condition, [customerId], 1);
    const [waiting = null] = changes;
    const detail = { part: 'contacts' };
    await this.trail.record(manager, { event: 'customer.read', subject: customerId, detail, shown });
    return { customerId, ...customer, contacts, waiting };
  }
}

/** The new contact, and the contact that it replaces. */
interface Wish {
  kind: ContactKind;
  value: string;
  replaces: string | undefined;
}

const INSERT_CHANGE_REQUEST = `
  INSERT INTO contact_change_request (customer_id, action, contact_point_id, kind, value, requested_by)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (customer_id) WHERE state = 'pending' DO NOTHING RETURNING id`;
const SELECT_CUSTOMER_NAME = `
  SELECT name AS "customerName" FROM network_customer
   WHERE customer_id = $1 AND customer_id <> $2 AND parent_customer_id IS NOT NULL`;
