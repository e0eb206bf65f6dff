import * as z from 'zod';
import { customerId, loginId, password } from '../readers/fields';

/** The body of a request whose address already says everything. */
export const emptyRequest = z.strictObject({});
export type EmptyRequest = z.infer<typeof emptyRequest>;

export const signInRequest = z.strictObject({
  loginId,
  password,
  /** Needed after `sign_in.ambiguous`: which of the customers with this login ID and this password is meant. */
  customerId: customerId.optional(),
});
export type SignInRequest = z.infer<typeof signInRequest>;

export const stepUpRequest = z.strictObject({ password });
export type StepUpRequest = z.infer<typeof stepUpRequest>;

/** The data at the top of every page for logged-in users. */
export const customerHeader = z.strictObject({
  customerId: z.string(),
  customerName: z.string(),
  rankName: z.string(),
  memberClassName: z.string(),
  /** Null only for the head office. */
  parentDealerName: z.string().nullable(),
});
export type CustomerHeader = z.infer<typeof customerHeader>;

/**
 * The session of the logged-in customer. Times are ISO 8601 in UTC. `now` is the time of the server, because the
 * clock of a client can be wrong.
 */
export const session = z.strictObject({
  customer: customerHeader,
  /** What the rank allows: dealers manage the customers below them, operators manage the whole tree. */
  role: z.enum(['customer', 'dealer', 'operator']),
  /** The customer logged in with a login of the old system: only the consolidation is allowed. */
  limitedTo: z.literal('consolidation').nullable(),
  now: z.iso.datetime(),
  /** The time when the session ends if the server receives no more requests. */
  idleEndsAt: z.iso.datetime(),
  absoluteEndsAt: z.iso.datetime(),
  /**
   * The time until which login information may be changed without entering the password again; null before a step-up.
   */
  stepUpEndsAt: z.iso.datetime().nullable(),
});
export type Session = z.infer<typeof session>;

/** One device on which the customer is logged in. */
export const device = z.strictObject({
  id: z.uuid(),
  current: z.boolean(),
  /** `Windows・Chrome`, derived from the user agent. */
  name: z.string(),
  signedInAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
});
export const deviceList = z.strictObject({ devices: z.array(device) });
export type Device = z.infer<typeof device>;
export type DeviceList = z.infer<typeof deviceList>;
