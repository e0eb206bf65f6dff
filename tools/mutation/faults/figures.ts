import { faultsIn, type Fault } from '../fault.ts';

const store = faultsIn(
  'libs/server/network/src/figure/dealer-figure.store.ts',
  'integration',
  'dealer-figure',
);
const database = faultsIn(
  'apps/api/src/migrations/20261130013000-dealer-figure.ts',
  'integration',
  'dealer-figure',
);

/** Of the kept figures of a dealer’s customers. */
export const figures: readonly Fault[] = [
  store(
    'of two folds at once the one that looked first keeps its figures last',
    `await tx.query("SELECT pg_advisory_xact_lock(hashtext('dealer_figure'))");`,
    '',
  ),
  store(
    'a fold keeps the place from which a dealer was moved meanwhile',
    "await lockTree(tx, 'shared');",
    'void lockTree;',
  ),
  store(
    'a fold forgets the dealers that are too many for it',
    'SELECT id FROM note WHERE dealer_id IS NULL OR dealer_id IN (SELECT dealer_id FROM chosen)',
    'SELECT id FROM note',
  ),
  database(
    'a change is noted for the dealer of that moment, and not for the customer',
    'INSERT INTO dealer_figure_due (customer_id) VALUES (NEW.customer_id);',
    'INSERT INTO dealer_figure_due (dealer_id) SELECT parent_customer_id FROM customer WHERE customer_id = NEW.customer_id AND parent_customer_id IS NOT NULL;',
  ),
  database(
    'whom a customer leaves by a move is not counted again',
    'WHERE OLD.parent_customer_id IS NOT NULL AND OLD.parent_customer_id IS DISTINCT FROM NEW.parent_customer_id',
    'WHERE false',
  ),
  database(
    'the figures below a moved dealer stay where they were',
    `     WHERE path <@ OLD.path;
    RETURN NULL;`,
    `     WHERE false;
    RETURN NULL;`,
  ),
  database(
    'a mail that comes back is not counted',
    "change: changed('state', 'undelivered_at IS NULL', 'confirmed_at IS NULL'),",
    "change: changed('state', 'confirmed_at IS NULL'),",
  ),
  database(
    'an address that fails is still counted as one that takes mails',
    "changed('kind', 'confirmed_at IS NULL', 'failed_at IS NULL', 'retired_at IS NULL')",
    "changed('kind', 'confirmed_at IS NULL', 'retired_at IS NULL')",
  ),
  database(
    'a reader sees kept figures while their dealer is due',
    'WHERE NOT EXISTS (SELECT FROM due_dealer WHERE due_dealer.dealer_id = dealer_figure.dealer_id)',
    '',
  ),
];
