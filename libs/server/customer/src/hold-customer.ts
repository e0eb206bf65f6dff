import type { EntityManager } from 'typeorm';

/**
 * Takes a customer for this transaction. Whoever changes login information, or begins something that a change must end,
 * comes here before it touches anything else of the customer: then they stand in line, nobody's end is somebody else's
 * beginning, and no two of them wait for each other.
 */
export async function holdCustomer(tx: EntityManager, customerId: string): Promise<void> {
  await tx.query('SELECT FROM customer WHERE customer_id = $1 FOR NO KEY UPDATE', [customerId]);
}
