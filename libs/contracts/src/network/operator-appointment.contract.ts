import * as z from 'zod';

/** A new operator who waits for a second one. */
export const operatorAppointment = z.strictObject({
  customerId: z.string(),
  customerName: z.string(),
  requestedByName: z.string(),
  requestedAt: z.iso.datetime(),
  /** Whether who asks may approve it: an operator who is independent of who made the new one. */
  isApprovable: z.boolean(),
});
export type OperatorAppointment = z.infer<typeof operatorAppointment>;

export const operatorAppointments = z.strictObject({ waiting: z.array(operatorAppointment) });
export type OperatorAppointments = z.infer<typeof operatorAppointments>;
