import * as z from 'zod';
import { helpDesk } from '../operations/public-contact.contract';

/** マイページ: the customer's own data. Phones are shown whole to their owner only. */
export const ownCustomer = z.strictObject({
  customerId: z.string(),
  customerName: z.string(),
  customerKana: z.string(),
  kind: z.enum(['personal', 'corporate']),
  rankName: z.string(),
  memberClassName: z.string(),
  parentDealerName: z.string().nullable(),
  /** Whom the customer calls; null where neither the dealer nor the head office has a telephone on file. */
  helpDesk: helpDesk.nullable(),
  /** `251-0052`, or null. */
  postalCode: z.string().nullable(),
  address: z.string().nullable(),
  /** National form, `090-1111-2770`. */
  phones: z.array(z.string()),
  registrationNumber: z.string().nullable(),
  /** When the customer said to have read the four changes; null: マイページ still points at them. */
  changesAcknowledgedAt: z.iso.datetime().nullable(),
});
export type OwnCustomer = z.infer<typeof ownCustomer>;

/** マイページ › ログイン情報. */
export const ownCredential = z.strictObject({
  /** The whole address, for the browser's password manager beside the field of a password; no page shows it. */
  loginId: z.string(),
  /** Masked as in 通知先選択, `ka*****@gmail.com`. */
  loginIdMasked: z.string(),
  state: z.enum(['invited', 'active', 'suspended']),
  passwordChangedAt: z.iso.datetime().nullable(),
  /** The sign-in before this one; null at the first. */
  previousSignInAt: z.iso.datetime().nullable(),
  /** Logins of the old system that still open the door: they are to become one. */
  legacyLoginCount: z.int(),
  /** How many destinations a PIN can go to. */
  destinationCount: z.int(),
});
export type OwnCredential = z.infer<typeof ownCredential>;
