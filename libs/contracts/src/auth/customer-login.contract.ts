import * as z from 'zod';
import { customerStep } from '../network/network.contract';
import { email } from '../readers/fields';
import { loginStatus } from '../network/network.contract';
import { delivery } from '../pin/pin-run.contract';

/**
 * What a dealer may know about the login of a customer below: its state, and its address only until it is confirmed.
 */
export const customerLogin = z.strictObject({
  customerId: z.string(),
  customerName: z.string(),
  status: loginStatus,
  /**
   * The address that was registered and is not confirmed yet. Otherwise null, and always null once it is confirmed.
   */
  email: z.string().nullable(),
  /**
   * Other customers of the dealer who were sent a mail at the same address and have not confirmed it either. The
   * first one who confirms gets the address. The list says nothing about confirmed addresses.
   */
  sharedWith: z.array(customerStep),
  /**
   * Another customer of the dealer who has confirmed this address as a login ID, so that it cannot become the login
   * ID of a second customer. This is shown only after a mail has been sent, because the mail notifies that customer
   * of the attempt. Nothing is ever shown about customers outside the dealer's network.
   */
  takenBy: customerStep.nullable(),
  /**
   * A number that rises with each registration, correction and mail. A change has to give the version that it
   * replaces. 0: nothing is registered.
   */
  version: z.int(),
  now: z.iso.datetime(),
  /** The last setup mail; null before the first mail and after the login is set up. */
  mail: z
    .strictObject({ sentAt: z.iso.datetime(), expiresAt: z.iso.datetime(), reference: z.string(), delivery })
    .nullable(),
});
export type CustomerLogin = z.infer<typeof customerLogin>;

const version = z
  .int({ error: 'field.malformed' })
  .min(0, 'field.malformed')
  .max(2_147_483_647, 'field.malformed');

/**
 * Registers or corrects the address. `version` is the version that is replaced; it is 0 for the first registration.
 */
export const putCustomerLoginRequest = z.strictObject({
  email,
  version,
  sendSetupMail: z.boolean({ error: 'field.malformed' }).optional(),
});
export type PutCustomerLoginRequest = z.infer<typeof putCustomerLoginRequest>;
