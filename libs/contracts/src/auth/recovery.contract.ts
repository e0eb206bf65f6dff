import * as z from 'zod';
import { reason } from '../readers/fields';

/** The reason why a dealer or an operator reopens the recovery of a customer below. It is kept in the audit trail. */
export const reopenRecoveryRequest = z.strictObject({ reason });
export type ReopenRecoveryRequest = z.infer<typeof reopenRecoveryRequest>;
