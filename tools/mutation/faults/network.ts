import { faultsIn, type Fault } from '../fault.ts';

const customerConditions = faultsIn('libs/server/network/src/customer-conditions.ts', 'api', 'finding');
const networkScope = faultsIn('libs/server/network/src/network-scope.ts', 'integration', 'network-scope');
const moveService = faultsIn('libs/server/network/src/move.service.ts', 'api', 'network.api');
const searchTerms = faultsIn('libs/server/network/src/search-terms.ts', 'unit', 'search-terms');

export const network: readonly Fault[] = [
  customerConditions(
    'a percent sign in a search finds everybody',
    "`%${word.replace(/[\\\\%_]/g, '\\\\$&')}%`",
    '`%${word}%`',
  ),
  networkScope(
    'a dealer acts on customers outside the own subtree',
    'WHERE customer_id = $1 AND path <@ $2::ltree AND customer_id <> $3',
    'WHERE customer_id = $1 AND $2::ltree IS NOT NULL AND customer_id <> $3',
  ),
  moveService(
    'two moves at once make a circle',
    "(manager) => lockTree(withTimeouts(manager, TREE_TIMEOUTS), 'exclusive'),",
    '() => Promise.resolve(),',
  ),
  moveService(
    'a move is not told to the customer',
    "this.outbox.enqueue(part, { template: 'customer_moved', customerId }),",
    'Promise.resolve([] as never[]),',
  ),
  searchTerms(
    'a phone is found by any four digits of it',
    'phoneEnding: typed.length === ENDING_LENGTH ? digits : null,',
    'phoneEnding: typed.length >= ENDING_LENGTH ? digits.slice(-4) : null,',
  ),
  searchTerms(
    'the ID whose zero Excel ate is not found',
    '...(digits.length === ID_LENGTH - 1 ? [`0${digits}`] : [])',
    '...(digits.length === ID_LENGTH ? [`0${digits}`] : [])',
  ),
];
