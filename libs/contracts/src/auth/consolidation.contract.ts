import * as z from 'zod';
import { customerId, email, newPassword } from '../readers/fields';
import { linkToken } from '../readers/link-token';
import { delivery } from '../pin/pin-run.contract';

/**
 * Why a login cannot be the one that stays: it is no mail address, other customers use the same address, it is somebody's
 * login already, it was stopped, or the customer's one login is to stay.
 */
export const unfitReason = z.enum(['not_email', 'shared', 'taken', 'suspended', 'one_login_stays']);
export type UnfitReason = z.infer<typeof unfitReason>;

/** One of a customer's several logins. */
export const consolidationLogin = z.strictObject({
  /** `current` for the one login where there is one already. */
  id: z.string(),
  /** Mail addresses masked, `ka*****@gmail.com`; others whole, `keiri`. */
  label: z.string(),
  /** 利用者名 */
  userName: z.string().nullable(),
  createdAt: z.iso.datetime().nullable(),
  lastSignedInAt: z.iso.datetime().nullable(),
  /** おすすめ: of those that can stay, the last used whose address is known to be real. */
  isRecommended: z.boolean(),
  unfit: unfitReason.nullable(),
  /** Of the customers who use the same address, those below oneself; nobody else's name is told. */
  sharedWith: z.array(z.strictObject({ customerId: z.string(), customerName: z.string() })),
});
export type ConsolidationLogin = z.infer<typeof consolidationLogin>;

/** ログイン情報を1つにする. */
export const consolidationView = z.strictObject({
  /** `open`: choose. `waiting`: a mail is to be answered. `unneeded`: there is one login, or none. */
  state: z.enum(['open', 'waiting', 'unneeded']),
  now: z.iso.datetime(),
  /** The last used first. */
  logins: z.array(consolidationLogin),
  /** Whether a new address may become the login; not while there is a login whose address has answered. */
  takesNewAddress: z.boolean(),
  mail: z.strictObject({ sentToMasked: z.string(), expiresAt: z.iso.datetime(), delivery }).nullable(),
});
export type ConsolidationView = z.infer<typeof consolidationView>;

/** 確認: the login that stays, or a new address; one of the two. */
export const openConsolidationRequest = z
  .strictObject({ keep: z.string().max(64, 'field.too_long').optional(), email: email.optional() })
  .refine(({ keep, email }) => (keep === undefined) !== (email === undefined), {
    error: 'field.required',
    path: ['keep'],
  });
export type OpenConsolidationRequest = z.infer<typeof openConsolidationRequest>;

/** What the mailed link leads to. The address is the reader's own. */
export const consolidationLink = z.strictObject({
  loginId: z.string(),
  expiresAt: z.iso.datetime(),
  /** The logins that end. */
  retiring: z.array(z.string()),
  /** Whether a password is to be set; not where the one login stays. */
  needsPassword: z.boolean(),
});
export type ConsolidationLink = z.infer<typeof consolidationLink>;

/** 完了する. */
export const completeConsolidationRequest = z.strictObject({
  token: linkToken,
  password: newPassword.optional(),
});
export type CompleteConsolidationRequest = z.infer<typeof completeConsolidationRequest>;

/** Which consolidations: all, or those of one customer. */
export const consolidationQuery = z.strictObject({ customerId: customerId.optional() });
export type ConsolidationQuery = z.infer<typeof consolidationQuery>;

export const consolidationReference = z.strictObject({ id: z.uuid('field.malformed') });
export type ConsolidationReference = z.infer<typeof consolidationReference>;

/** A consolidation, as operators see it. */
export const consolidationEntry = z.strictObject({
  id: z.uuid(),
  customerId: z.string(),
  customerName: z.string(),
  loginIdMasked: z.string().nullable(),
  retiredCount: z.int(),
  doneAt: z.iso.datetime(),
  /** Until when it can be undone; null when it was, or when the time is over. */
  undoableUntil: z.iso.datetime().nullable(),
  undoneAt: z.iso.datetime().nullable(),
});
export type ConsolidationEntry = z.infer<typeof consolidationEntry>;
export const consolidationList = z.strictObject({ consolidations: z.array(consolidationEntry) });
export type ConsolidationList = z.infer<typeof consolidationList>;
