import * as z from 'zod';
import { customerStep } from '../network/network.contract';
import { email } from '../readers/fields';
import { loginStatus } from '../network/network.contract';
import { delivery } from '../pin/pin-run.contract';

/** What a dealer may know of the login of a customer below: its state, and the address only until it is confirmed. */
export const customerLogin = z.strictObject({
  customerId: z.string(),
  customerName: z.string(),
  status: loginStatus,
  /** The address that was registered and has not answered yet; null otherwise, always once it is confirmed. */
  email: z.string().nullable(),
  /**
   * Other customers of the dealer who are asked at the same address and have not answered either: the first answer has it.
   * Says nothing of addresses that have answered.
   */
  sharedWith: z.array(customerStep),
  /**
   * Another customer of the dealer whose login ID the address is: it answered there and can be nobody else's. Told once
   * a mail has gone out, which tells that customer of the try; of customers outside nothing is ever said.
   */
  takenBy: customerStep.nullable(),
  /** Rises with each registration, correction and mail; what is changed is named by it. 0: nothing is registered. */
  version: z.int(),
  now: z.iso.datetime(),
  /** The last setup mail; null before the first and once the login is set up. */
  mail: z
    .strictObject({ sentAt: z.iso.datetime(), expiresAt: z.iso.datetime(), reference: z.string(), delivery })
    .nullable(),
});
export type CustomerLogin = z.infer<typeof customerLogin>;

const version = z
  .int({ error: 'field.malformed' })
  .min(0, 'field.malformed')
  .max(2_147_483_647, 'field.malformed');

/** Registers or corrects the address. `version` is that of what is replaced, 0 for the first. */
export const putCustomerLoginRequest = z.strictObject({
  email,
  version,
  sendSetupMail: z.boolean({ error: 'field.malformed' }).optional(),
});
export type PutCustomerLoginRequest = z.infer<typeof putCustomerLoginRequest>;
