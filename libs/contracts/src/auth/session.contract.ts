import * as z from 'zod';
import { customerId, loginId, password } from '../readers/fields';

/** The body of requests that say all they have to say by their address. */
export const emptyRequest = z.strictObject({});
export type EmptyRequest = z.infer<typeof emptyRequest>;

export const signInRequest = z.strictObject({
  loginId,
  password,
  /** After `sign_in.ambiguous`: which of the customers who have this login ID and this password. */
  customerId: customerId.optional(),
});
export type SignInRequest = z.infer<typeof signInRequest>;

export const stepUpRequest = z.strictObject({ password });
export type StepUpRequest = z.infer<typeof stepUpRequest>;

/** What stands at the top of every signed-in page. */
export const customerHeader = z.strictObject({
  customerId: z.string(),
  customerName: z.string(),
  rankName: z.string(),
  memberClassName: z.string(),
  /** Null for the head office alone. */
  parentDealerName: z.string().nullable(),
});
export type CustomerHeader = z.infer<typeof customerHeader>;

/** The signed-in person's session. Times are ISO 8601 in UTC; `now` is the server's clock, against wrong client clocks. */
export const session = z.strictObject({
  customer: customerHeader,
  /** What the rank allows: dealers manage customers below, operators the whole tree. */
  role: z.enum(['customer', 'dealer', 'operator']),
  /** Signed in with a login of the old system: nothing but the consolidation is open. */
  limitedTo: z.literal('consolidation').nullable(),
  now: z.iso.datetime(),
  /** When the session ends if nothing more is asked of the server. */
  idleEndsAt: z.iso.datetime(),
  absoluteEndsAt: z.iso.datetime(),
  /** Until when login information may be changed without the password again; null before a step-up. */
  stepUpEndsAt: z.iso.datetime().nullable(),
});
export type Session = z.infer<typeof session>;

/** One signed-in device of the customer's. */
export const device = z.strictObject({
  id: z.uuid(),
  current: z.boolean(),
  /** `Windows・Chrome`, from the user agent. */
  name: z.string(),
  signedInAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
});
export const deviceList = z.strictObject({ devices: z.array(device) });
export type Device = z.infer<typeof device>;
export type DeviceList = z.infer<typeof deviceList>;
