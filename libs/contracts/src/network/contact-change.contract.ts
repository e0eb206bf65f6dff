import * as z from 'zod';
import { email, phoneNumber, reason } from '../readers/fields';
import { phoneKindName } from './registration.contract';

/** One contact of a customer below, as a dealer may see it. */
export const customerContact = z.strictObject({
  id: z.uuid(),
  kind: z.enum([...phoneKindName.options, 'email']),
  /** Masked as in 通知先選択. */
  label: z.string(),
  isLoginId: z.boolean(),
  /** The time until which no PIN is sent there; null when PINs may be sent. */
  heldUntil: z.iso.datetime().nullable(),
  /** The last delivery failed permanently. */
  isFailing: z.boolean(),
});
export type CustomerContact = z.infer<typeof customerContact>;

export const contactChangeAction = z.enum(['add', 'replace', 'retire']);
export const contactChangeState = z.enum(['pending', 'approved', 'refused', 'withdrawn', 'cancelled']);

/** A change of a contact that waits for a second person, or the result of that change. */
export const contactChange = z.strictObject({
  id: z.uuid(),
  customerId: z.string(),
  customerName: z.string(),
  action: contactChangeAction,
  /** The kind of contact that is changed. */
  subject: z.enum(['phone', 'email']),
  /** The contact that is replaced or retired, masked; null when a contact is added. */
  before: z.string().nullable(),
  /**
   * The new number or address. It is shown whole because the second person checks it. An approved address is masked.
   */
  after: z.string().nullable(),
  state: contactChangeState,
  /** A mail was sent to the customer, who can also approve or refuse the change. */
  isCustomerAsked: z.boolean(),
  requestedByName: z.string(),
  requestedAt: z.iso.datetime(),
  decidedByName: z.string().nullable(),
  /** The customer decided, using a link in a mail. */
  isDecidedByCustomer: z.boolean(),
  decidedAt: z.iso.datetime().nullable(),
  /** The reason why the change was refused. */
  reason: z.string().nullable(),
});
export type ContactChange = z.infer<typeof contactChange>;

/** What the customer is asked after opening a mailed link. The old and the new contact are masked as in 通知先選択. */
export const contactChangeLink = z.strictObject({
  customerName: z.string(),
  action: contactChangeAction,
  subject: z.enum(['phone', 'email']),
  before: z.string().nullable(),
  after: z.string().nullable(),
  requestedByName: z.string(),
  requestedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type ContactChangeLink = z.infer<typeof contactChangeLink>;

export const customerContacts = z.strictObject({
  customerId: z.string(),
  customerName: z.string(),
  contacts: z.array(customerContact),
  /** The change that waits for a second person; null when there is none. */
  waiting: contactChange.nullable(),
});
export type CustomerContacts = z.infer<typeof customerContacts>;

/** Number of changes that are shown at first, and that each さらに表示 adds. */
export const CONTACT_CHANGES_SHOWN = 20;
/** Maximum length of the list. A dealer who reaches its end has to decide some of the changes first. */
export const CONTACT_CHANGES_AT_MOST = 1_000;

export const contactChangesQuery = z.strictObject({
  /** How many of the waiting changes to return. */
  limit: z.coerce.number().int().min(1).max(CONTACT_CHANGES_AT_MOST).default(CONTACT_CHANGES_SHOWN),
});
export type ContactChangesQuery = z.infer<typeof contactChangesQuery>;

/** The changes that the viewer can decide, and the changes that the viewer asked for in the last 30 days. */
export const contactChanges = z.strictObject({
  /** The changes that have waited longest. */
  waiting: z.array(contactChange),
  hasMore: z.boolean(),
  /** The latest hundred changes. */
  own: z.array(contactChange),
});
export type ContactChanges = z.infer<typeof contactChanges>;

const replaces = z.uuid({ error: 'field.malformed' }).optional();

export const changePhoneRequest = z.strictObject({ phone: phoneNumber, replaces });
export type ChangePhoneRequest = z.infer<typeof changePhoneRequest>;

export const changeEmailRequest = z.strictObject({ email, replaces });
export type ChangeEmailRequest = z.infer<typeof changeEmailRequest>;

export const refuseContactChangeRequest = z.strictObject({ reason });
export type RefuseContactChangeRequest = z.infer<typeof refuseContactChangeRequest>;
