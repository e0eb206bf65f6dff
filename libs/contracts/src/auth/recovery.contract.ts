import * as z from 'zod';
import { reason } from '../readers/fields';

/** Why a dealer or an operator opens the recovery of a customer below again; kept in the audit trail. */
export const reopenRecoveryRequest = z.strictObject({ reason });
export type ReopenRecoveryRequest = z.infer<typeof reopenRecoveryRequest>;
