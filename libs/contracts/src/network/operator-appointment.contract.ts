import * as z from 'zod';

/** A new operator who waits for the approval of a second operator. */
export const operatorAppointment = z.strictObject({
  customerId: z.string(),
  customerName: z.string(),
  requestedByName: z.string(),
  requestedAt: z.iso.datetime(),
  /**
   * Whether the viewer may approve the new operator. The viewer must be an operator who is independent of the one who
   * registered the new operator.
   */
  isApprovable: z.boolean(),
});
export type OperatorAppointment = z.infer<typeof operatorAppointment>;

export const operatorAppointments = z.strictObject({ waiting: z.array(operatorAppointment) });
export type OperatorAppointments = z.infer<typeof operatorAppointments>;
