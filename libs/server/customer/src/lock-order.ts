/*
 * Every transaction takes its locks in this order, so that two transactions never wait for each other:
 *
 *   1. the tree (`lockTree`): exclusive for a move, shared to insert below a parent or to rely on a place;
 *   2. customers (`lockCustomer`, `lockCustomers`), in ascending order of お客様ID;
 *   3. rows.
 *
 * A step may be left out. A transaction that has reached a later step never goes back to an earlier one. See ADR 22.
 */

/** The part that TypeORM's EntityManager and a client of node-postgres have in common. */
export interface LockingTransaction {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/**
 * Locks the places of all customers in the tree until the transaction ends. This is step 1: call it before locking
 * any customer or row.
 * @param mode `exclusive` to change places; `shared` to insert below a parent, or to rely on a place that is read
 * afterwards
 */
export async function lockTree(tx: LockingTransaction, mode: 'exclusive' | 'shared'): Promise<void> {
  await tx.query(mode === 'exclusive' ? LOCK_TREE : LOCK_TREE_SHARED, []);
}

/**
 * Locks one customer until the transaction ends. This is step 2: call it before touching any other data of the
 * customer. Every transaction that changes login information, or begins something that such a change must end, takes
 * this lock first, so these transactions run one after the other. The row itself is not locked: while a dealer is
 * moved with all customers below, which takes seconds, those customers can still sign in. A second call for the same
 * customer does nothing.
 */
export async function lockCustomer(tx: LockingTransaction, customerId: string): Promise<void> {
  await lockCustomers(tx, [customerId]);
}

/**
 * Same as `lockCustomer` for several customers, in ascending order of お客様ID. A customer may be named more than once.
 */
export async function lockCustomers(tx: LockingTransaction, customerIds: readonly string[]): Promise<void> {
  await tx.query(LOCK_CUSTOMERS, [customerIds]);
}

// The trigger `customer_place` takes the same lock, shared, when a customer is inserted.
const LOCK_TREE = "SELECT pg_advisory_xact_lock(hashtext('customer.move'))";
const LOCK_TREE_SHARED = "SELECT pg_advisory_xact_lock_shared(hashtext('customer.move'))";

// The inner query sorts the rows before the lock function is called for them. OFFSET 0 keeps the planner from merging
// the two queries.
const LOCK_CUSTOMERS = `
  SELECT pg_advisory_xact_lock(hashtextextended('customer.' || id, 0))
  FROM (SELECT DISTINCT id FROM unnest($1::text[]) AS named (id) ORDER BY id OFFSET 0) sorted`;
