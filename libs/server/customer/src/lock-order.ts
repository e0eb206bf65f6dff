/*
 * The one order in which every way into the data takes its locks, so that two transactions never wait for each other:
 *
 *   1. the tree (`lockTree`): exclusive for a move, shared for whoever inserts below a parent or relies on a place;
 *   2. customers (`lockCustomer`, `lockCustomers`), in ascending order of お客様ID;
 *   3. rows.
 *
 * A step may be left out. A transaction that has reached a later step never goes back to an earlier one. See ADR 22.
 */

/** What both TypeORM's EntityManager and a client of node-postgres can do. */
export interface LockingTransaction {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/**
 * Locks the places of all customers in the tree until the transaction ends. Step 1: before any customer or row.
 * @param mode `exclusive` to change places; `shared` to insert below a parent, or to rely on a place that was read after
 */
export async function lockTree(tx: LockingTransaction, mode: 'exclusive' | 'shared'): Promise<void> {
  await tx.query(mode === 'exclusive' ? LOCK_TREE : LOCK_TREE_SHARED, []);
}

/**
 * Locks one customer until the transaction ends. Step 2: before anything else of the customer is touched. Everything
 * that changes login information, or begins what such a change must end, comes here first and so runs one after the
 * other. The row itself stays free: while a dealer is moved with all customers below, which takes seconds, they still
 * sign in. A second call for the same customer does nothing.
 */
export async function lockCustomer(tx: LockingTransaction, customerId: string): Promise<void> {
  await lockCustomers(tx, [customerId]);
}

/** `lockCustomer` for several, in ascending order of お客様ID; each may be named more than once. */
export async function lockCustomers(tx: LockingTransaction, customerIds: readonly string[]): Promise<void> {
  await tx.query(LOCK_CUSTOMERS, [customerIds]);
}

// The trigger `customer_place` takes the same lock, shared, when a customer is inserted.
const LOCK_TREE = "SELECT pg_advisory_xact_lock(hashtext('customer.move'))";
const LOCK_TREE_SHARED = "SELECT pg_advisory_xact_lock_shared(hashtext('customer.move'))";

// The inner query is sorted before the lock function is called for its rows: OFFSET 0 keeps the planner from merging both.
const LOCK_CUSTOMERS = `
  SELECT pg_advisory_xact_lock(hashtextextended('customer.' || id, 0))
  FROM (SELECT DISTINCT id FROM unnest($1::text[]) AS named (id) ORDER BY id OFFSET 0) sorted`;
