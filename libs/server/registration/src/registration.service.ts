import { Injectable } from '@nestjs/common';
import { searchKey, type RegisterCustomerRequest, type RegisteredCustomer } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { LoginSetupService, requireStepUp, type SignedIn } from '@daiko/server-auth';
import { lockTree, phoneKind } from '@daiko/server-customer';
import { NetworkScope, type Viewer } from '@daiko/server-network';
import { NotificationOutbox } from '@daiko/server-notification';
import { AppError, SecretDeriver } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';
import { RegistrationOptionService } from './registration-option.service';

/** お客様登録: issues the お客様ID, and begins the login when an address is given. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly optionService: RegistrationOptionService,
    private readonly setups: LoginSetupService,
    private readonly outbox: NotificationOutbox,
    private readonly trail: AuditTrail,
    private readonly secrets: SecretDeriver,
  ) {}

  /**
   * Registers a customer within the own subtree. A form that is sent twice, or a hundred times at the same time,
   * makes only one customer: the first request takes the key, and the others get the customer that it made.
   * @throws AppError `request.invalid` at the field; `registration.key_reused` when the key belongs to another form;
   * `session.step_up_required` for a viewer who registers an operator without giving the password again
   */
  async register(viewer: SignedIn, request: RegisterCustomerRequest): Promise<RegisteredCustomer> {
    return this.scope.asViewer(
      viewer,
      async (manager, viewerScope) => {
        await this.optionService.judge(manager, viewerScope, request);
        await this.optionService.parentName(manager, request.parentCustomerId);
        await this.optionService.judgePlace(manager, request);
        if (await this.optionService.makesOperator(manager, request.rankCode)) requireStepUp(viewer);
        const form = this.fingerprint(request);
        const [taken] = await manager.query<{ customerId: string }[]>(INSERT_REGISTRATION, [
          viewer.customerId,
          request.key,
          form,
        ]);
        if (taken === undefined) return this.before(manager, viewer, request.key, form);
        await this.insert(manager, taken.customerId, request);
        await this.tellOperators(manager, taken.customerId);
        await this.beginLogin(manager, viewer, taken.customerId, request);
        return this.view(manager, taken.customerId);
      },
      // No customer is moved until this commits, so the dealer above and the own subtree keep their places.
      (manager) => lockTree(manager, 'shared'),
    );
  }

  private async insert(
    manager: EntityManager,
    customerId: string,
    request: RegisterCustomerRequest,
  ): Promise<void> {
    const { name, kana } = request;
    await manager.query(INSERT_CUSTOMER, [
      customerId,
      request.kind,
      name,
      kana,
      searchKey(name, kana),
      request.postalCode,
      request.address,
      request.rankCode,
      request.memberClassCode,
      request.parentCustomerId,
      request.registrationNumber ?? null,
      request.kind === 'personal' ? (request.birthday ?? null) : null,
      request.kind === 'corporate' ? (request.representative ?? null) : null,
    ]);
    const phones = new Set([request.phone1, request.phone2].filter((phone) => phone !== undefined));
    for (const [priority, phone] of [...phones].entries()) {
      await manager.query(INSERT_PHONE, [customerId, phoneKind(phone), phone, priority]);
    }
    const detail = { parent: request.parentCustomerId, rank: request.rankCode };
    await this.trail.record(manager, { event: 'customer.registered', subject: customerId, detail });
  }

  /** A customer registered as an operator waits for a second operator, so the other operators are notified. */
  private async tellOperators(manager: EntityManager, customerId: string): Promise<void> {
    await this.scope.withServiceRights('tell of a new operator', manager, async (part) => {
      const appointed = await part.query<unknown[]>(APPOINTED, [customerId]);
      if (appointed.length === 0) return;
      await this.outbox.enqueue(part, { template: 'operator_registered', aboutCustomerId: customerId });
    });
  }

  private async beginLogin(
    manager: EntityManager,
    viewer: Viewer,
    customerId: string,
    { email, sendSetupMail = true }: RegisterCustomerRequest,
  ): Promise<void> {
    if (email === undefined) return;
    await this.scope.withServiceRights('begin a login', manager, async (part) => {
      await this.setups.register(part, { customerId, email, version: 0, requestedBy: viewer.customerId });
      await this.trail.record(part, { event: 'credential.registered', subject: customerId });
      if (sendSetupMail) await this.setups.sendMail(part, customerId);
    });
  }

  /** Another request took the key before and has committed. */
  private async before(
    manager: EntityManager,
    viewer: Viewer,
    key: string,
    form: Buffer,
  ): Promise<RegisteredCustomer> {
    const [earlier] = await manager.query<{ customerId: string; form: Buffer }[]>(
      SELECT_EARLIER_REGISTRATION,
      [viewer.customerId, key],
    );
    if (earlier?.form.equals(form) !== true) throw new AppError('registration.key_reused');
    return this.view(manager, earlier.customerId);
  }

  private async view(manager: EntityManager, customerId: string): Promise<RegisteredCustomer> {
    const [row] = await manager.query<{ customerName: string }[]>(
      'SELECT name AS "customerName" FROM customer WHERE customer_id = $1',
      [customerId],
    );
    // The customer was registered, and has since been moved out of the own subtree.
    if (row === undefined) throw new AppError('customer.unknown');
    const mail = await this.scope.withServiceRights('read a login', manager, (part) =>
      this.setups.mailOf(part, customerId),
    );
    return { customerId, ...row, setupMailSent: mail !== null, setupExpiresAt: mail?.expiresAt ?? null };
  }

  /** The hash is keyed, because a name and a phone can be guessed. */
  private fingerprint({ key, ...form }: RegisterCustomerRequest): Buffer {
    return this.secrets.derive(
      'form',
      this.secrets.newestKeyId,
      key,
      JSON.stringify(Object.entries(form).sort()),
    );
  }
}

// A number that is lost in a race is not issued again. This is fine, because numbers only have to be different.
const INSERT_REGISTRATION = `
  INSERT INTO customer_registration (registered_by, key, form, customer_id)
  VALUES ($1, $2, $3, issue_customer_id())
  ON CONFLICT DO NOTHING RETURNING customer_id AS "customerId"`;
const SELECT_EARLIER_REGISTRATION = `
  SELECT customer_id AS "customerId", form FROM customer_registration WHERE registered_by = $1 AND key = $2`;
const INSERT_CUSTOMER = `
  INSERT INTO customer (customer_id, kind, name, kana, search_key, postal_code, address, rank_code, member_class_code,
                        parent_customer_id, registration_number, birthday, representative, path)
  SELECT $1::text, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, path || $1::text
    FROM customer WHERE customer_id = $10`;
const APPOINTED = 'SELECT FROM operator_appointment WHERE customer_id = $1';
const INSERT_PHONE = `
  INSERT INTO contact_point (customer_id, kind, value, priority) VALUES ($1, $2, $3, $4)`;
