import * as z from 'zod';
import { customerId, email, newPassword } from '../readers/fields';
import { linkToken } from '../readers/link-token';
import { delivery } from '../pin/pin-run.contract';

/**
 * The reasons why a login cannot be the one that stays: its login ID is not a mail address, other customers use the
 * same address, the address is already the login ID of another customer, the login was suspended, or the customer
 * already has the one login, which has to stay.
 */
export const unfitReason = z.enum(['not_email', 'shared', 'taken', 'suspended', 'one_login_stays']);
export type UnfitReason = z.infer<typeof unfitReason>;

/** One of the several logins of a customer. */
export const consolidationLogin = z.strictObject({
  /** `current` for the one login, if the customer already has it. */
  id: z.string(),
  /** Mail addresses are masked (`ka*****@gmail.com`); other login IDs are shown whole (`keiri`). */
  label: z.string(),
  /** 利用者名 */
  userName: z.string().nullable(),
  createdAt: z.iso.datetime().nullable(),
  lastSignedInAt: z.iso.datetime().nullable(),
  /** おすすめ: among the logins that can stay, the most recently used one whose address is known to be real. */
  isRecommended: z.boolean(),
  unfit: unfitReason.nullable(),
  /**
   * Those customers who use the same address and are below the viewer. The names of other customers are never shown.
   */
  sharedWith: z.array(z.strictObject({ customerId: z.string(), customerName: z.string() })),
});
export type ConsolidationLogin = z.infer<typeof consolidationLogin>;

/** ログイン情報を1つにする. */
export const consolidationView = z.strictObject({
  /**
   * `open`: the customer has to choose. `waiting`: a mail is waiting for an answer. `unneeded`: there is only one
   * login, or none.
   */
  state: z.enum(['open', 'waiting', 'unneeded']),
  now: z.iso.datetime(),
  /** The most recently used login comes first. */
  logins: z.array(consolidationLogin),
  /**
   * Whether a new address may become the login. Not allowed while there is a login whose address has been confirmed.
   */
  takesNewAddress: z.boolean(),
  mail: z.strictObject({ sentToMasked: z.string(), expiresAt: z.iso.datetime(), delivery }).nullable(),
});
export type ConsolidationView = z.infer<typeof consolidationView>;

/** 確認: either the login that stays or a new address; exactly one of the two is given. */
export const openConsolidationRequest = z
  .strictObject({ keep: z.string().max(64, 'field.too_long').optional(), email: email.optional() })
  .refine(({ keep, email }) => (keep === undefined) !== (email === undefined), {
    error: 'field.required',
    path: ['keep'],
  });
export type OpenConsolidationRequest = z.infer<typeof openConsolidationRequest>;

/** What the mailed link leads to. The address belongs to the reader, so it is shown whole. */
export const consolidationLink = z.strictObject({
  loginId: z.string(),
  expiresAt: z.iso.datetime(),
  /** The logins that the consolidation ends. */
  retiring: z.array(z.string()),
  /** Whether the customer has to set a password. False when the one login stays. */
  needsPassword: z.boolean(),
});
export type ConsolidationLink = z.infer<typeof consolidationLink>;

/** 完了する. */
export const completeConsolidationRequest = z.strictObject({
  token: linkToken,
  password: newPassword.optional(),
});
export type CompleteConsolidationRequest = z.infer<typeof completeConsolidationRequest>;

/** Which consolidations are listed: all of them, or those of one customer. */
export const consolidationQuery = z.strictObject({ customerId: customerId.optional() });
export type ConsolidationQuery = z.infer<typeof consolidationQuery>;

export const consolidationReference = z.strictObject({ id: z.uuid('field.malformed') });
export type ConsolidationReference = z.infer<typeof consolidationReference>;

/** A consolidation as operators see it. */
export const consolidationEntry = z.strictObject({
  id: z.uuid(),
  customerId: z.string(),
  customerName: z.string(),
  loginIdMasked: z.string().nullable(),
  retiredCount: z.int(),
  doneAt: z.iso.datetime(),
  /** The time until which the consolidation can be undone; null after it was undone or when that time has passed. */
  undoableUntil: z.iso.datetime().nullable(),
  undoneAt: z.iso.datetime().nullable(),
});
export type ConsolidationEntry = z.infer<typeof consolidationEntry>;
export const consolidationList = z.strictObject({ consolidations: z.array(consolidationEntry) });
export type ConsolidationList = z.infer<typeof consolidationList>;
