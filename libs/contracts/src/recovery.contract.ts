import * as z from 'zod';

/** Why a dealer or an operator opens the recovery of a customer below again; kept in the audit trail. */
export const reopenRecoveryRequest = z.strictObject({ reason: z.string().trim().min(1).max(200) });
export type ReopenRecoveryRequest = z.infer<typeof reopenRecoveryRequest>;
