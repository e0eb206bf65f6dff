import * as z from 'zod';
import { helpDesk } from '../operations/public-contact.contract';

/** マイページ: the customer's own data. Only the owner sees whole phone numbers. */
export const ownCustomer = z.strictObject({
  customerId: z.string(),
  customerName: z.string(),
  customerKana: z.string(),
  kind: z.enum(['personal', 'corporate']),
  rankName: z.string(),
  memberClassName: z.string(),
  parentDealerName: z.string().nullable(),
  /**
   * The number that the customer can call; null if neither the dealer nor the head office has a phone number on file.
   */
  helpDesk: helpDesk.nullable(),
  /** `251-0052`, or null. */
  postalCode: z.string().nullable(),
  address: z.string().nullable(),
  /** In national form: `090-1111-2770`. */
  phones: z.array(z.string()),
  registrationNumber: z.string().nullable(),
  /**
   * The time when the customer confirmed having read the four changes. While it is null, マイページ still shows a hint to
   * them.
   */
  changesAcknowledgedAt: z.iso.datetime().nullable(),
});
export type OwnCustomer = z.infer<typeof ownCustomer>;

/** マイページ › ログイン情報. */
export const ownCredential = z.strictObject({
  /** The whole address, which the browser's password manager needs beside a password field. No page shows it. */
  loginId: z.string(),
  /** Masked as in 通知先選択, `ka*****@gmail.com`. */
  loginIdMasked: z.string(),
  state: z.enum(['invited', 'active', 'suspended']),
  passwordChangedAt: z.iso.datetime().nullable(),
  /** The time of the previous login; null at the first login. */
  previousSignInAt: z.iso.datetime().nullable(),
  /** Number of logins of the old system that still work. They have to be consolidated into one. */
  legacyLoginCount: z.int(),
  /** Number of destinations to which a PIN can be sent. */
  destinationCount: z.int(),
});
export type OwnCredential = z.infer<typeof ownCredential>;
