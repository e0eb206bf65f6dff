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
  /** Until when no PIN goes there; null when it may. */
  heldUntil: z.iso.datetime().nullable(),
  /** The last delivery failed for good. */
  isFailing: z.boolean(),
});
export type CustomerContact = z.infer<typeof customerContact>;

export const contactChangeAction = z.enum(['add', 'replace', 'retire']);
export const contactChangeState = z.enum(['pending', 'approved', 'refused', 'withdrawn', 'cancelled']);

/** A change of a contact that waits for a second person, or what became of it. */
export const contactChange = z.strictObject({
  id: z.uuid(),
  customerId: z.string(),
  customerName: z.string(),
  action: contactChangeAction,
  /** Of what it is a change. */
  subject: z.enum(['phone', 'email']),
  /** What is replaced or retired, masked; null where something is added. */
  before: z.string().nullable(),
  /** The new number or address, whole: it is what the second person checks. An address that was approved is masked. */
  after: z.string().nullable(),
  state: contactChangeState,
  /** A mail went to the customer, who can approve or refuse it, too. */
  isCustomerAsked: z.boolean(),
  requestedByName: z.string(),
  requestedAt: z.iso.datetime(),
  decidedByName: z.string().nullable(),
  /** The customer decided, by a link from a mail. */
  isDecidedByCustomer: z.boolean(),
  decidedAt: z.iso.datetime().nullable(),
  /** Why it was refused. */
  reason: z.string().nullable(),
});
export type ContactChange = z.infer<typeof contactChange>;

/** What the customer is asked, behind a mailed link. Old and new contact are masked as in 通知先選択. */
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

/** Changes that are shown at first, and that each さらに表示 adds. */
export const CONTACT_CHANGES_SHOWN = 20;
/** The longest list: whoever comes to its end decides some of it first. */
export const CONTACT_CHANGES_AT_MOST = 1_000;

export const contactChangesQuery = z.strictObject({
  /** How many of those that wait. */
  limit: z.coerce.number().int().min(1).max(CONTACT_CHANGES_AT_MOST).default(CONTACT_CHANGES_SHOWN),
});
export type ContactChangesQuery = z.infer<typeof contactChangesQuery>;

/** What waits for who asks, and what they asked for themselves in the last 30 days. */
export const contactChanges = z.strictObject({
  /** Those that have waited longest. */
  waiting: z.array(contactChange),
  hasMore: z.boolean(),
  /** The latest hundred. */
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
