import type { Channel } from '@daiko/contracts';
import type { EntityManager } from 'typeorm';
import type { Template } from './notification.entity';
import type {
  ApprovalNotice,
  BelowNotice,
  CampaignSummary,
  ChangeNotice,
  ClosedNotice,
  ContactNotice,
  FreezeNotice,
  MoveNotice,
  NotificationMessage,
  OperatorNotice,
} from './notification-message';

/** The row that is inserted for one destination. A field is null if the message does not have it. */
export interface OutboxRow {
  template: Template;
  channel: Channel;
  customerId: string | null;
  aboutCustomerId: string | null;
  contactPointId: string | null;
  mailLinkId: string | null;
  challengeId: string | null;
  /** The sign-in that the message reports. */
  sessionId: string | null;
  destinationId: string | null;
  destinationKey: Buffer | null;
  /** Null: the newest key. */
  keyId: string | null;
  nonce: Buffer | null;
  pinIssue: number | null;
  /** Null: the usual lifetime of a notice. */
  notAfter: Date | null;
}

const NOTHING = {
  customerId: null,
  aboutCustomerId: null,
  contactPointId: null,
  mailLinkId: null,
  challengeId: null,
  sessionId: null,
  destinationId: null,
  destinationKey: null,
  keyId: null,
  nonce: null,
  pinIssue: null,
  notAfter: null,
} satisfies Omit<OutboxRow, 'template' | 'channel'>;

/** One row per destination of a message. */
export async function outboxRows(tx: EntityManager, message: NotificationMessage): Promise<OutboxRow[]> {
  if (message.template === 'pin') {
    const { issue, expiresAt, ...rest } = message;
    return [{ ...NOTHING, ...rest, pinIssue: issue, notAfter: expiresAt }];
  }
  if ('expiresAt' in message) {
    const { expiresAt, ...rest } = message;
    return [{ ...NOTHING, ...rest, channel: 'email', notAfter: expiresAt }];
  }
  return 'aboutCustomerId' in message ? noticeAbove(tx, message) : rowsOf(tx, message);
}

/** Rows for messages without a deadline of their own that are about the customer who gets them. */
async function rowsOf(
  tx: EntityManager,
  message: Exclude<NotificationMessage, { expiresAt: Date } | { aboutCustomerId: string }>,
): Promise<OutboxRow[]> {
  switch (message.template) {
    case 'campaign_reminder':
    case 'unusual_sign_in':
      return [{ ...NOTHING, ...message, channel: 'email' }];
    case 'campaign_summary':
    case 'password_closed':
      return addressRows(tx, message);
    case 'customer_moved':
      return moveRows(tx, message);
    default:
      return noticeRows(tx, message);
  }
}

const CHANNEL_OF_KIND: Record<string, Channel> = {
  email: 'email',
  mobile: 'sms',
  landline: 'voice',
  ip_phone: 'voice',
};

/**
 * Old contacts are notified too: `retired_at = now()` is true only for contacts that were retired in this
 * transaction, because PostgreSQL's now() is the time at which the transaction began. When a contact was changed, the
 * contacts that existed before are notified, but not the new one, which may belong to a stranger.
 */
async function noticeRows(
  tx: EntityManager,
  { template, customerId }: ChangeNotice | ContactNotice,
): Promise<OutboxRow[]> {
  const contacts = await tx.query<{ id: string; kind: string }[]>(
    `SELECT id, kind FROM contact_point
      WHERE customer_id = $1 AND kind = ANY ($2) AND (retired_at IS NULL OR retired_at = now())
        AND NOT ($3 AND coalesce(held_until > now(), false))`,
    [customerId, Object.keys(CHANNEL_OF_KIND), template === 'contact_changed'],
  );
  return contacts.flatMap(({ id, kind }) => {
    const channel = CHANNEL_OF_KIND[kind];
    return channel ? [{ ...NOTHING, template, channel, customerId, contactPointId: id }] : [];
  });
}

function mailRow(template: OutboxRow['template'], customerId: string, contactPointId: string): OutboxRow {
  return { ...NOTHING, template, channel: 'email', customerId, contactPointId };
}

/** Goes to every confirmed address, because the person who moved the customer may have added another one. */
async function moveRows(tx: EntityManager, { template, customerId }: MoveNotice): Promise<OutboxRow[]> {
  const contacts = await tx.query<{ id: string }[]>(
    `SELECT id FROM contact_point
      WHERE customer_id = $1 AND kind = 'email' AND confirmed_at IS NOT NULL AND retired_at IS NULL`,
    [customerId],
  );
  return contacts.map(({ id }) => mailRow(template, customerId, id));
}

/** One mail, to the address that was confirmed last. */
async function addressRows(
  tx: EntityManager,
  { template, customerId }: CampaignSummary | ClosedNotice,
): Promise<OutboxRow[]> {
  const contacts = await tx.query<{ id: string }[]>(
    `SELECT id FROM contact_point
      WHERE customer_id = $1 AND kind = 'email' AND confirmed_at IS NOT NULL AND failed_at IS NULL AND retired_at IS NULL
      ORDER BY confirmed_at DESC LIMIT 1`,
    [customerId],
  );
  return contacts.map(({ id }) => mailRow(template, customerId, id));
}

/**
 * Operators are directly below the head office, so the query finds them from there among a million customers. An
 * operator who has left stays on file as suspended and does not need to be considered.
 */
const SELECT_OPERATORS = `
  SELECT staff.customer_id FROM customer office JOIN customer staff ON staff.parent_customer_id = office.customer_id
    JOIN rank ON rank.code = staff.rank_code
   WHERE office.parent_customer_id IS NULL AND rank.role = 'operator' AND staff.suspended_at IS NULL`;
const DEALER_ABOVE = 'SELECT parent_customer_id FROM customer WHERE customer_id = $1';
const SELECT_EVERYBODY_ABOVE = `
  SELECT above::char(8) FROM customer, unnest(string_to_array(path::text, '.')) AS above WHERE customer_id = $1`;
const otherOperators = (who: 'requested_by' | 'approved_by') => `
  ${SELECT_OPERATORS} AND staff.customer_id <> $1 AND staff.customer_id <> (
    SELECT appointment.${who} FROM operator_appointment appointment WHERE appointment.customer_id = $1)`;

/** The users who are notified, as a query of their お客様ID. */
const WHO = {
  operator_registered: otherOperators('requested_by'),
  operator_approved: otherOperators('approved_by'),
  recovery_frozen: `${SELECT_OPERATORS} UNION ${DEALER_ABOVE}`,
  consolidated_below: DEALER_ABOVE,
  // All users who may approve the change, as the database decides. Changes that wait longer are in the list, too.
  contact_change_waiting: `
    SELECT id FROM (${SELECT_OPERATORS} UNION ${SELECT_EVERYBODY_ABOVE}) AS known (id)
     WHERE EXISTS (
        SELECT FROM contact_change_request asked
         WHERE asked.customer_id = $1 AND asked.state = 'pending' AND may_approve(asked.id, known.id))`,
};

/** A mailbox is notified of one case per hour, because the list shows all of them. */
const NOT_AGAIN = `
  AND NOT EXISTS (
    SELECT FROM notification AS told WHERE told.contact_point_id = contact_point.id
       AND told.template = 'contact_change_waiting' AND told.created_at > now() - interval '1 hour')`;

/** Rows for the mail contacts of the users who are responsible for a customer. */
async function noticeAbove(
  tx: EntityManager,
  { template, aboutCustomerId }: ApprovalNotice | OperatorNotice | FreezeNotice | BelowNotice,
): Promise<OutboxRow[]> {
  const contacts = await tx.query<{ id: string; customerId: string }[]>(
    `SELECT contact_point.id, customer.customer_id AS "customerId"
       FROM (${WHO[template]}) AS who (customer_id) JOIN customer USING (customer_id)
       JOIN contact_point USING (customer_id)
      WHERE contact_point.kind = 'email' AND contact_point.retired_at IS NULL AND customer.suspended_at IS NULL
        ${template === 'contact_change_waiting' ? NOT_AGAIN : ''}`,
    [aboutCustomerId],
  );
  return contacts.map(({ id, customerId }) => ({
    ...NOTHING,
    template,
    channel: 'email',
    customerId,
    aboutCustomerId,
    contactPointId: id,
  }));
}
