import type { EntityManager } from 'typeorm';

/**
 * Takes a customer for this transaction. Whoever changes login information, or begins something that a change must end,
 * comes here before it touches anything else of the customer: then they stand in line, nobody's end is somebody else's
 * beginning, and no two of them wait for each other. The row itself is left alone: while the dealer above is moved with
 * everybody below, which takes seconds, people still sign in.
 */
export async function holdCustomer(tx: EntityManager, customerId: string): Promise<void> {
  await tx.query(HOLD, [customerId]);
}

const HOLD = "SELECT pg_advisory_xact_lock(hashtextextended('customer.' || $1, 0))";
