import { Injectable } from '@nestjs/common';
import type { CustomerCard, MaskedContact, RecoveryState } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { inOrder, maskPhone } from '@daiko/server-customer';
import { PinRunService } from '@daiko/server-pin';
import { AppError } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';
import { NetworkScope, type Viewer } from './network-scope';
import { iso } from './rows';
import { countBelow, stepsAbove } from './tree.service';

/** The card of one customer, as a dealer sees it. */
@Injectable()
export class CardService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly audit: AuditTrail,
    private readonly runs: PinRunService,
  ) {}

  /**
   * Contacts are masked. A login ID is shown only until its address is confirmed. The audit trail records who viewed
   * the card.
   * @throws AppError `customer.unknown` for a customer who does not exist or is outside the viewer's scope
   */
  show(viewer: Viewer, customerId: string): Promise<CustomerCard> {
    return this.scope.asViewer(viewer, async (manager, viewerScope) => {
      const [row] = await manager.query<(Facts & Frozen)[]>(SELECT_FACTS, [customerId, viewerScope.path]);
      if (row === undefined) throw new AppError('customer.unknown');
      const { frozenAt, ...facts } = row;
      const above = await stepsAbove(manager, viewerScope, customerId);
      if (customerId !== viewer.customerId)
        await this.audit.record(manager, {
          event: 'customer.read',
          actor: viewerScope.customerId,
          subject: customerId,
          shown: above.map((step) => step.customerId),
        });
      return {
        ...facts,
        postalCode: facts.postalCode?.replace(/^(\d{3})(\d{4})$/, '$1-$2') ?? null,
        above,
        contacts: await maskedContacts(manager, customerId),
        recovery: await this.recoveryOf(manager, customerId, frozenAt),
        appointment: viewerScope.role === 'operator' ? await this.appointmentOf(manager, customerId) : null,
        belowCount: await countBelow(manager, viewerScope, customerId),
        changeable: customerId !== viewerScope.customerId && customerId !== viewerScope.path,
      };
    });
  }

  private appointmentOf(manager: EntityManager, customerId: string): Promise<CustomerCard['appointment']> {
    return this.scope.withServiceRights('read appointments', manager, async (part) => {
      const [row] = await part.query<NonNullable<CustomerCard['appointment']>[]>(SELECT_APPOINTMENT, [
        customerId,
      ]);
      return row ?? null;
    });
  }

  /** Wrong guesses against a customer are counted under keyed hashes, which the viewer's role may not read. */
  private async recoveryOf(
    manager: EntityManager,
    customerId: string,
    frozenAt: string | null,
  ): Promise<RecoveryState> {
    if (frozenAt !== null) return { state: 'frozen', since: frozenAt, until: null };
    const closure = await this.scope.withServiceRights('read whether recovery is closed', manager, (part) =>
      this.runs.closureOf(part, customerId),
    );
    return closure === null ? OPEN : { state: 'closed', ...closure };
  }
}

const OPEN: RecoveryState = { state: 'open', since: null, until: null };

type Facts = Omit<
  CustomerCard,
  'above' | 'contacts' | 'recovery' | 'appointment' | 'belowCount' | 'changeable'
>;
interface Frozen {
  frozenAt: string | null;
}
type Phone = Omit<MaskedContact, 'label'> & { value: string };

async function maskedContacts(manager: EntityManager, customerId: string): Promise<MaskedContact[]> {
  const phones = await manager.query<Phone[]>(SELECT_PHONES, [customerId]);
  const emails = await manager.query<MaskedContact[]>(SELECT_EMAILS, [customerId]);
  const masked = phones.map(({ value, ...phone }) => ({ ...phone, label: maskPhone(value) }));
  const reachable = inOrder([...masked, ...emails]);
  return [...reachable, ...masked.filter((contact) => !reachable.includes(contact))];
}

const SELECT_FACTS = `
  SELECT seen.customer_id AS "customerId", seen.name AS "customerName", seen.kana AS "customerKana", seen.kind,
         rank.name AS "rankName", member_class.name AS "memberClassName", customer.postal_code AS "postalCode",
         customer.address, customer.registration_number AS "registrationNumber",
         seen.login_status AS "loginStatus", seen.login_count AS "loginCount",
         (SELECT login_id FROM network_invitation WHERE network_invitation.customer_id = seen.customer_id) AS "invitedLoginId",
         ${iso('seen.last_sign_in_at')} AS "lastSignInAt", ${iso('customer.created_at')} AS "registeredAt",
         ${iso('customer.recovery_frozen_at')} AS "frozenAt",
         (SELECT count(*)::int FROM passkey WHERE passkey.customer_id = seen.customer_id) AS "passkeyCount",
         (SELECT count(*)::int FROM network_customer child WHERE child.parent_customer_id = seen.customer_id) AS "childCount"
  FROM network_customer seen
  JOIN customer ON customer.customer_id = seen.customer_id
  JOIN rank ON rank.code = seen.rank_code
  JOIN member_class ON member_class.code = seen.member_class_code
  WHERE seen.customer_id = $1 AND seen.path <@ $2::ltree`;

const SELECT_PHONES = `
  SELECT id, kind, value, ${iso('confirmed_at')} AS "confirmedAt", ${iso('failed_at')} AS "failedAt"
  FROM contact_point WHERE customer_id = $1 AND kind <> 'email' AND retired_at IS NULL ORDER BY priority, created_at, id`;

const SELECT_EMAILS = `
  SELECT id, 'email' AS kind, masked AS label, ${iso('confirmed_at')} AS "confirmedAt", ${iso('failed_at')} AS "failedAt"
  FROM network_email WHERE customer_id = $1 ORDER BY confirmed_at NULLS LAST, id`;
const SELECT_APPOINTMENT = `
  SELECT CASE WHEN refused_by IS NULL THEN 'waiting' ELSE 'refused' END AS state, name AS "requestedByName",
         ${iso('requested_at')} AS "requestedAt"
    FROM operator_appointment appointment JOIN customer maker ON maker.customer_id = requested_by
   WHERE appointment.customer_id = $1 AND approved_by IS NULL`;
