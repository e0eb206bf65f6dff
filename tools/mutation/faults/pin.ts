import { faultsIn, type Fault } from '../fault.ts';

const recoveryLimit = faultsIn('libs/server/pin/src/recovery.limit.ts', 'integration', 'lifetimes');
const pinService = faultsIn('libs/server/pin/src/pin.service.ts', 'integration', 'pin-at-once');
const pinIssueService = faultsIn('libs/server/pin/src/pin-issue.service.ts', 'integration', 'pin.service');
const pinRunService = faultsIn('libs/server/pin/src/pin-run.service.ts', 'integration', 'lifetimes');
const runDestinations = faultsIn('libs/server/pin/src/run-destinations.ts', 'api', 'sends.api');
const pinWorkService = faultsIn(
  'libs/server/pin/src/pin-work.service.ts',
  'integration',
  'auth/src/reset/guessing',
);

export const pin: readonly Fault[] = [
  recoveryLimit(
    'failures of a customer are forgotten after an hour instead of a day',
    "guess > now() - interval '24 hours'",
    "guess > now() - interval '1 hour'",
  ),
  recoveryLimit(
    'recovery closes at the sixteenth failure of a day',
    'WHEN cardinality(${RECENT}) + 1 >= $2 THEN now()',
    'WHEN cardinality(${RECENT}) >= $2 THEN now()',
    ['pin.service'],
  ),
  recoveryLimit(
    'recovery closes for two days at the longest',
    'const LONGEST_CLOSURE_HOURS = 24',
    'const LONGEST_CLOSURE_HOURS = 48',
    ['auth/src/reset/limits'],
  ),
  pinService(
    'a PIN that was replaced while it was compared is still consumed',
    'WHERE id = $1 AND nonce = $2 AND used_at IS NULL',
    'WHERE id = $1 AND $2::bytea IS NOT NULL AND used_at IS NULL',
  ),
  pinService(
    'a PIN that ran out while it was compared is still consumed',
    'AND used_at IS NULL AND ended_at IS NULL AND pin_expires_at > now()`;',
    'AND used_at IS NULL AND ended_at IS NULL`;',
  ),
  pinService(
    'a run that ended while its PIN was compared goes on',
    'nonce = $2 AND used_at IS NULL AND ended_at IS NULL',
    'nonce = $2 AND used_at IS NULL',
  ),
  pinService('a PIN is consumed without its customer’s lock', 'await lockCustomer(tx, customerId);', '', [
    'credential-reset',
  ]),
  pinService(
    'a PIN opens a run that is muted',
    'attempt.customerId === null || attempt.muted)',
    'attempt.customerId === null)',
    ['recovery-closed'],
  ),
  pinService(
    'refused guesses are not in the trail',
    'if (error instanceof AppError) await this.refused(challenge, error);',
    '',
    ['audited'],
  ),
  pinService(
    'the PIN of a locked run is still sent',
    `      await this.outbox.revoke(this.db.manager, attempt.id);
      return new AppError('pin.locked'`,
    "      return new AppError('pin.locked'",
    ['pin.service'],
  ),
  pinService('a used PIN is still spoken in a call', 'await this.outbox.revoke(tx, attempt.id);', '', [
    'pin.service',
  ]),
  pinService(
    'PINs of a run are looked at without a limit a minute',
    'await this.limits.spend(`verify-run:${challengeId}`, VERIFICATIONS_PER_RUN_MINUTE, 60);',
    'void VERIFICATIONS_PER_RUN_MINUTE;',
    ['auth/src/reset/limits'],
  ),
  pinIssueService(
    'ways that are asked for at once send more PINs than a run has',
    "lock: { mode: 'pessimistic_write' },",
    '',
    ['auth/src/reset/limits'],
  ),
  pinIssueService(
    'runs of one person do not count each other’s sends that come at once',
    'await tx.query(LOCK_SUBJECT, [destination.key]);',
    '',
  ),
  pinRunService(
    'the daily limit of runs of an address holds for an hour',
    'RUNS_PER_ADDRESS_DAILY, 86_400)',
    'RUNS_PER_ADDRESS_DAILY, 3_600)',
  ),
  pinRunService('a new run leaves the browser’s old one open', 'await this.replace(start.replaces);', '', [
    'auth/src/credential/ends',
  ]),
  pinRunService(
    'the trail does not say that an identification was refused',
    "customerId === null || muted ? 'refused' : 'done'",
    "muted ? 'refused' : 'done'",
    ['audited'],
  ),
  pinRunService(
    'reopening forgets the pairs with お客様ID and leaves those with the mail address closed',
    '(SELECT $1::text UNION ALL SELECT login_id FROM credential WHERE customer_id = $1::char(8))',
    '(SELECT $1::text)',
    ['recovery-reopening'],
  ),
  runDestinations(
    'sends are counted for each contact, not for the number that several customers share',
    'numberKey(this.stable, destination.value)',
    'numberKey(this.stable, destination.contactPointId)',
  ),
  pinWorkService(
    'work that was asked for counts 15 seconds',
    "$3 * interval '1 minute' WHERE",
    "$3 * interval '1 second' WHERE",
  ),
];
