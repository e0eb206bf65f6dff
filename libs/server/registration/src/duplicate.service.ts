import { Injectable } from '@nestjs/common';
import {
  foldKana,
  type DuplicateCandidate,
  type Duplicates,
  type FindDuplicatesRequest,
  wholePart,
} from '@daiko/contracts';
import { maskPhone, phoneKind } from '@daiko/server-customer';
import { AuditTrail } from '@daiko/server-audit';
import { NetworkScope, type Viewer } from '@daiko/server-network';
import type { EntityManager } from 'typeorm';
import { RegistrationOptionService } from './registration-option.service';

/** A user would not read a longer list. */
const CANDIDATES_SHOWN = 10;

/** Looks for customers who may already exist, only in the viewer's own subtree. */
@Injectable()
export class DuplicateService {
  constructor(
    private readonly scope: NetworkScope,
    private readonly optionService: RegistrationOptionService,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws AppError `request.invalid` at `parentCustomerId` */
  async find(viewer: Viewer, request: FindDuplicatesRequest): Promise<Duplicates> {
    const { phone1, phone2, parentCustomerId } = request;
    return this.scope.asViewer(viewer, async (manager) => {
      const parentName = await this.optionService.parentName(manager, parentCustomerId);
      const { candidates, dealers } = await this.candidates(manager, request);
      const detail = { part: 'duplicates', shown: candidates.length };
      const shown = [parentCustomerId, ...dealers, ...candidates.map(({ customerId }) => customerId)];
      await this.trail.record(manager, { event: 'customer.searched', detail, shown });
      return {
        parentName,
        candidates,
        phoneKinds: { phone1: phoneKind(phone1), phone2: phone2 === undefined ? null : phoneKind(phone2) },
      };
    });
  }

  private async candidates(
    manager: EntityManager,
    { kana, phone1, phone2, email }: FindDuplicatesRequest,
  ): Promise<{ candidates: DuplicateCandidate[]; dealers: (string | null)[] }> {
    // Search keys that are not renewed yet may or may not have blanks between the parts of a name.
    const formerKana = `% ${foldKana(kana).replaceAll(' ', '%')}`;
    const phones = [phone1, phone2].filter((phone) => phone !== undefined);
    const parameters = [phones, `%${wholePart(kana)}%`, email ?? null, CANDIDATES_SHOWN, formerKana];
    const rows = await manager.query<Row[]>(SELECT_DUPLICATES, parameters);
    return {
      candidates: rows.map(({ phones, parentCustomerId: _, ...row }) => ({
        ...row,
        phonesMasked: phones.map(maskPhone),
      })),
      dealers: rows.map(({ parentCustomerId }) => parentCustomerId),
    };
  }
}

type Row = Omit<DuplicateCandidate, 'phonesMasked'> & { phones: string[]; parentCustomerId: string | null };

// The views apply the viewer's scope, and the planner can still use the indexes.
const SELECT_DUPLICATES = `
  WITH same AS (
    SELECT customer_id, 'phone' AS field FROM network_phone WHERE value = ANY ($1)
    UNION SELECT customer_id, 'kana' FROM network_customer WHERE search_key LIKE $2 OR (search_key NOT LIKE '|%' AND search_key LIKE $5)
    UNION SELECT customer_id, 'email' FROM network_invitation WHERE login_id = $3
  )
  SELECT customer.customer_id AS "customerId", customer.name AS "customerName", customer.kana AS "customerKana",
         parent.customer_id AS "parentCustomerId", parent.name AS "parentDealerName",
         array_agg(DISTINCT same.field ORDER BY same.field DESC) AS "sameIn",
         ARRAY(SELECT value FROM contact_point WHERE contact_point.customer_id = customer.customer_id
                 AND kind <> 'email' AND retired_at IS NULL ORDER BY priority, created_at) AS phones
    FROM same JOIN customer USING (customer_id)
    LEFT JOIN customer parent ON parent.customer_id = customer.parent_customer_id
   GROUP BY customer.customer_id, parent.customer_id, parent.name
   ORDER BY count(DISTINCT same.field) DESC, customer.customer_id LIMIT $4`;
