import type { EntityManager } from 'typeorm';
import { Credential } from './credential.entity';

/**
 * Takes a customer's login for this transaction: whoever changes it, or begins something that a change must end,
 * comes here first, so that they stand in line and nobody's end is somebody else's beginning.
 */
export function holdCredential(tx: EntityManager, customerId: string): Promise<Credential> {
  return tx.findOneOrFail(Credential, { where: { customerId }, lock: { mode: 'pessimistic_write' } });
}
