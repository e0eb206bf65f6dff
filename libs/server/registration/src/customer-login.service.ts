import { Injectable } from '@nestjs/common';
import type { CustomerLogin, CustomerStep, PutCustomerLoginRequest } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { LoginSetupService } from '@daiko/server-auth';
import { atOneMoment, NetworkScope, type Viewer } from '@daiko/server-network';
import { AppError } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';

/** Begins, corrects and shows the logins of the customers below. */
@Injectable()
export class CustomerLoginService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly setups: LoginSetupService,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Reads state and mail from one snapshot, so a page that shows an open login without a mail has nothing left to
   * wait for.
   * @throws AppError `customer.unknown` for a customer who does not exist, is outside the scope, or is the viewer
   */
  async show(viewer: Viewer, customerId: string): Promise<CustomerLogin> {
    const read = async (manager: EntityManager) => {
      const login = await this.view(manager, viewer, customerId);
      await this.recordReading(manager, login);
      return login;
    };
    return this.scope.asViewer(viewer, read, atOneMoment);
  }

  /**
   * Registers the address, or corrects it while it is unconfirmed, and sends the setup mail unless the request says
   * not to. Neither the answer nor the work depends on whether the address is already the login ID of another
   * customer.
   * @throws AppError as `show`, `customer.suspended`, and as LoginSetupService
   */
  async put(
    viewer: Viewer,
    customerId: string,
    { email, version, sendSetupMail = true }: PutCustomerLoginRequest,
  ): Promise<CustomerLogin> {
    return this.change(viewer, customerId, async (part) => {
      await this.setups.register(part, { customerId, email, version, requestedBy: viewer.customerId });
      await this.trail.record(part, {
        event: 'credential.registered',
        subject: customerId,
        detail: { version },
      });
      if (sendSetupMail) await this.setups.sendMail(part, customerId);
    });
  }

  /** Sends the setup mail to the same address again; the older link becomes void. @throws AppError as `put` */
  async sendSetupMail(viewer: Viewer, customerId: string): Promise<CustomerLogin> {
    return this.change(viewer, customerId, async (part) => {
      await this.trail.record(part, { event: 'credential.invited', subject: customerId });
      await this.setups.sendMail(part, customerId);
    });
  }

  private async change(
    viewer: Viewer,
    customerId: string,
    act: (part: EntityManager) => Promise<void>,
  ): Promise<CustomerLogin> {
    return this.scope.asViewer(viewer, async (manager, viewerScope) => {
      await this.scope.target(manager, viewerScope, customerId);
      const [suspended] = await manager.query<unknown[]>(SUSPENDED, [customerId]);
      if (suspended !== undefined) throw new AppError('customer.suspended');
      await this.scope.withServiceRights('begin a login', manager, act);
      const login = await this.view(manager, viewer, customerId);
      if (othersIn(login).length > 0) await this.recordReading(manager, login);
      return login;
    });
  }

  private recordReading(manager: EntityManager, login: CustomerLogin): Promise<void> {
    return this.trail.record(manager, {
      event: 'customer.read',
      subject: login.customerId,
      detail: { part: 'login' },
      shown: othersIn(login),
    });
  }

  private async view(manager: EntityManager, viewer: Viewer, customerId: string): Promise<CustomerLogin> {
    const [row] = await manager.query<Row[]>(SELECT_LOGIN_VIEW, [customerId, viewer.customerId]);
    if (row === undefined) throw new AppError('customer.unknown');
    const { ownerId, ...setup } = await this.scope.withServiceRights(
      'read a login',
      manager,
      async (part) => ({
        version: await this.setups.versionOf(part, customerId),
        mail: await this.setups.mailOf(part, customerId),
        ownerId: await this.setups.ownerOfMailed(part, customerId),
      }),
    );
    // This query runs within the dealer's own scope again, so no customer outside it is named.
    const [takenBy = null] = await manager.query<CustomerStep[]>(SELECT_OWN_CUSTOMER, [ownerId]);
    return { ...row, ...setup, takenBy, now: row.now.toISOString() };
  }
}

/** Other customers that the page names. */
function othersIn({ sharedWith, takenBy }: CustomerLogin): string[] {
  return [...sharedWith, ...(takenBy === null ? [] : [takenBy])].map(({ customerId }) => customerId);
}

type Row = Pick<CustomerLogin, 'customerId' | 'customerName' | 'status' | 'email' | 'sharedWith'> & {
  now: Date;
};

const SELECT_OWN_CUSTOMER = `
  SELECT customer_id AS "customerId", name AS "customerName" FROM network_customer WHERE customer_id = $1`;
const SUSPENDED = 'SELECT FROM customer WHERE customer_id = $1 AND suspended_at IS NOT NULL';
const SELECT_LOGIN_VIEW = `
  SELECT customer.customer_id AS "customerId", customer.name AS "customerName", login_status AS status,
         invitation.login_id AS email, clock_timestamp() AS now,
         (SELECT coalesce(json_agg(json_build_object('customerId', other.customer_id, 'customerName', other.name)
                                   ORDER BY other.customer_id), '[]')
            FROM (SELECT other.customer_id, other.name
                    FROM network_invitation AS same JOIN network_customer AS other USING (customer_id)
                   WHERE same.login_id = invitation.login_id AND other.customer_id <> $1
                   ORDER BY other.customer_id LIMIT 5) AS other) AS "sharedWith"
    FROM network_customer customer
    LEFT JOIN network_invitation invitation ON invitation.customer_id = customer.customer_id
   WHERE customer.customer_id = $1 AND customer.customer_id <> $2 AND customer.parent_customer_id IS NOT NULL`;
