import { faultsIn, type Fault } from '../fault.ts';

const consolidationCompletionService = faultsIn(
  'libs/server/legacy/src/consolidation-completion.service.ts',
  'api',
  'consolidation.api',
);
const consolidationUndoService = faultsIn(
  'libs/server/legacy/src/consolidation-undo.service.ts',
  'api',
  'consolidation-undo',
);

/** Of several logins that become one. */
export const consolidation: readonly Fault[] = [
  consolidationCompletionService(
    'a consolidation leaves the other logins open',
    'WHERE customer_id = $1 AND retired_at IS NULL`;',
    'WHERE customer_id = $1 AND $2::uuid IS NULL`;',
  ),
  consolidationUndoService(
    'an undo leaves sessions, runs and links',
    'await this.revocation.endAllOf(tx, customerId);',
    '',
  ),
];
