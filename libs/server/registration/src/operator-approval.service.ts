import { Injectable } from '@nestjs/common';
import type { OperatorAppointment, OperatorAppointments } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { LoginSetupService } from '@daiko/server-auth';
import { NetworkScope, type Viewer } from '@daiko/server-network';
import { NotificationOutbox } from '@daiko/server-notification';
import { AppError } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';

/** A second operator approves a new operator. Until then the record is suspended, which the database enforces. */
@Injectable()
export class OperatorApprovalService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly setups: LoginSetupService,
    private readonly outbox: NotificationOutbox,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Operators that wait for approval. The viewer's own appointment is left out, because the viewer cannot decide it.
   */
  async list(viewer: Viewer): Promise<OperatorAppointments> {
    return this.scope.asViewer(viewer, async (manager) => {
      const waiting = await this.scope.withServiceRights('read appointments', manager, (part) =>
        part.query<Row[]>(SELECT_APPOINTMENTS, [viewer.customerId]),
      );
      const shown = waiting.map(({ customerId }) => customerId);
      const detail = { part: 'operators', shown: shown.length };
      await this.trail.record(manager, { event: 'customer.searched', detail, shown });
      return {
        waiting: waiting.map((row) => ({ ...row, requestedAt: row.requestedAt.toISOString() })),
      };
    });
  }

  /**
   * Approves a new operator. The setup mail is sent again, because the suspension ended the earlier link.
   * @throws AppError `customer.unknown` for a customer who does not exist, or is the viewer; `operator.not_waiting`
   * for a customer who waits for no approval; `operator.not_independent` when the viewer made the operator, or
   * depends on the person who did
   */
  async approve(viewer: Viewer, customerId: string): Promise<void> {
    await this.scope.asViewer(viewer, async (manager, viewerScope) => {
      await this.scope.target(manager, viewerScope, customerId);
      await this.scope.withServiceRights('decide an appointment', manager, async (part) => {
        const [waiting] = await part.query<{ may: boolean }[]>(SELECT_WAITING_APPOINTMENT, [
          customerId,
          viewer.customerId,
        ]);
        if (waiting === undefined) throw new AppError('operator.not_waiting');
        if (!waiting.may) throw new AppError('operator.not_independent');
        await part.query(UPDATE_APPOINTMENT_APPROVED, [customerId, viewer.customerId]);
        await part.query('UPDATE customer SET suspended_at = NULL WHERE customer_id = $1', [customerId]);
        await this.trail.record(part, { event: 'operator.approved', subject: customerId });
        await this.outbox.enqueue(part, { template: 'operator_approved', aboutCustomerId: customerId });
        await this.inviteAgain(part, customerId);
      });
    });
  }

  /**
   * Refuses a new operator permanently: the record stays suspended. Any other operator may refuse, including the one
   * who made it.
   * @throws AppError as `approve`, except `operator.not_independent`
   */
  async refuse(viewer: Viewer, customerId: string): Promise<void> {
    await this.scope.asViewer(viewer, async (manager, viewerScope) => {
      await this.scope.target(manager, viewerScope, customerId);
      await this.scope.withServiceRights('decide an appointment', manager, async (part) => {
        const [, refused] = await part.query<[unknown, number]>(UPDATE_APPOINTMENT_REFUSED, [
          customerId,
          viewer.customerId,
        ]);
        if (refused === 0) throw new AppError('operator.not_waiting');
        await this.trail.record(part, { event: 'operator.refused', subject: customerId });
      });
    });
  }

  private async inviteAgain(part: EntityManager, customerId: string): Promise<void> {
    const [invited] = await part.query<unknown[]>(INVITED, [customerId]);
    if (invited !== undefined) await this.setups.sendMail(part, customerId);
  }
}

type Row = Omit<OperatorAppointment, 'requestedAt'> & { requestedAt: Date };

const SELECT_APPOINTMENTS = `
  SELECT appointment.customer_id AS "customerId", customer.name AS "customerName", maker.name AS "requestedByName",
         appointment.requested_at AS "requestedAt",
         are_independent(requested_by, $1) AND (confirmed_at < requested_at) IS TRUE AS "isApprovable"
    FROM operator_appointment appointment JOIN customer USING (customer_id)
    JOIN customer maker ON maker.customer_id = requested_by
    LEFT JOIN credential ON credential.customer_id = $1
   WHERE approved_by IS NULL AND refused_by IS NULL AND appointment.customer_id <> $1
   ORDER BY requested_at`;
const SELECT_WAITING_APPOINTMENT = `
  SELECT are_independent(requested_by, $2) AND confirmed_at < requested_at AS may
    FROM operator_appointment appointment JOIN credential ON credential.customer_id = $2
   WHERE appointment.customer_id = $1 AND approved_by IS NULL AND refused_by IS NULL FOR UPDATE OF appointment`;
const UPDATE_APPOINTMENT_APPROVED = `
  UPDATE operator_appointment SET approved_by = $2, approved_at = now() WHERE customer_id = $1`;
const UPDATE_APPOINTMENT_REFUSED = `
  UPDATE operator_appointment SET refused_by = $2, refused_at = now()
   WHERE customer_id = $1 AND approved_by IS NULL AND refused_by IS NULL`;
const INVITED = "SELECT FROM credential WHERE customer_id = $1 AND state = 'invited'";
