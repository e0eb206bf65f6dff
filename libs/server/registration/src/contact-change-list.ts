import { Injectable } from '@nestjs/common';
import type { ContactChange } from '@daiko/contracts';
import { maskEmail, maskPhone } from '@daiko/server-customer';
import { NetworkScope } from '@daiko/server-network';
import { nationalPhone } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';

/** Changes that wait for a second person, and their outcome, for the customers that the viewer may see. */
@Injectable()
export class ContactChangeList {
  constructor(private readonly scope: NetworkScope) {}

  /**
   * @param condition SQL condition with parameters from $1 on
   * @param order the order of the changes
   * @returns the first `limit` changes, whether there are more, and the お客様ID of every person named in them
   */
  async where(
    manager: EntityManager,
    condition: string,
    parameters: unknown[],
    limit: number,
    order: 'oldest first' | 'newest first' = 'oldest first',
  ): Promise<{ changes: ContactChange[]; hasMore: boolean; shown: (string | null)[] }> {
    const place =
      order === 'oldest first' ? 'requested_at, request.id' : 'requested_at DESC, request.id DESC';
    const found = await manager.query<Row[]>(
      `${SELECT_CHANGE_REQUESTS} WHERE ${condition} ORDER BY ${place} LIMIT $${String(parameters.length + 1)}`,
      [...parameters, limit + 1],
    );
    const rows = found.slice(0, limit);
    const people = rows.flatMap(({ requestedBy, decidedBy }) => [requestedBy, decidedBy]);
    const names = await this.namesOf(manager, people);
    const changes = rows.map((row) => asShown(row, names));
    const hasMore = found.length > limit;
    return { changes, hasMore, shown: [...people, ...rows.map(({ customerId }) => customerId)] };
  }

  /**
   * The person who asked may stand above the viewer, where the viewer's role sees nothing: only the name is shown.
   */
  private async namesOf(manager: EntityManager, ids: (string | null)[]): Promise<Map<string, string>> {
    const rows = await this.scope.withServiceRights('read changes of contacts', manager, (part) =>
      part.query<{ id: string; name: string }[]>(
        'SELECT customer_id AS id, name FROM customer WHERE customer_id = ANY ($1)',
        [ids.filter((id) => id !== null)],
      ),
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}

type Row = Omit<
  ContactChange,
  'requestedByName' | 'decidedByName' | 'isDecidedByCustomer' | 'requestedAt' | 'decidedAt'
> & {
  requestedBy: string;
  decidedBy: string | null;
  requestedAt: Date;
  decidedAt: Date | null;
};

function asShown(
  { requestedBy, decidedBy, requestedAt, decidedAt, ...row }: Row,
  names: Map<string, string>,
): ContactChange {
  return {
    ...row,
    before: beforeOf(row),
    after: afterOf(row),
    requestedByName: names.get(requestedBy) ?? '',
    requestedAt: requestedAt.toISOString(),
    decidedByName: decidedBy === null ? null : (names.get(decidedBy) ?? ''),
    isDecidedByCustomer: decidedBy === row.customerId,
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}

/** A phone is masked here. The database returns a mail address only in its masked form. */
function beforeOf({ before, subject }: Pick<Row, 'before' | 'subject'>): string | null {
  return before === null || subject === 'email' ? before : maskPhone(before);
}

/** An approved address is on file, and from then on no user sees it in full. */
function afterOf({ after, subject, state }: Pick<Row, 'after' | 'subject' | 'state'>): string | null {
  if (after === null) return null;
  if (subject === 'phone') return nationalPhone(after);
  return state === 'approved' ? maskEmail(after) : after;
}

// Mail addresses on file are read through network_email, which masks them.
const SELECT_CHANGE_REQUESTS = `
  SELECT request.id, customer.customer_id AS "customerId", customer.name AS "customerName", action, state, reason,
         CASE WHEN request.kind = 'email' OR address.id IS NOT NULL THEN 'email' ELSE 'phone' END AS subject,
         coalesce(address.masked, contact_point.value) AS before, request.value AS after,
         requested_by AS "requestedBy", requested_at AS "requestedAt", decided_by AS "decidedBy",
         decided_at AS "decidedAt", customer_was_asked(request.id) AS "isCustomerAsked"
    FROM contact_change_request request JOIN customer USING (customer_id)
    LEFT JOIN contact_point ON contact_point.id = request.contact_point_id
    LEFT JOIN network_email address ON address.id = request.contact_point_id`;
