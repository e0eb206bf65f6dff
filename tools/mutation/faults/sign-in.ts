import { faultsIn, type Fault } from '../fault.ts';

const signInThrottle = faultsIn(
  'libs/server/auth/src/sign-in/sign-in-throttle.ts',
  'integration',
  'lifetimes',
);
const signInService = faultsIn('libs/server/auth/src/sign-in/sign-in.service.ts', 'integration', 'audited');
const signInCandidateStore = faultsIn(
  'libs/server/auth/src/sign-in/sign-in-candidate.store.ts',
  'integration',
  'legacy-sign-in',
);
const signInComparisonService = faultsIn(
  'libs/server/auth/src/sign-in/sign-in-comparison.service.ts',
  'integration',
  'right-person',
);
const signInFailuresLimit = faultsIn(
  'libs/server/auth/src/sign-in/sign-in-failures.limit.ts',
  'integration',
  'spraying',
);
const knownDevices = faultsIn(
  'libs/server/auth/src/sign-in/known-device.store.ts',
  'integration',
  'known-device.store',
);
const pepperWatch = faultsIn(
  'libs/server/auth/src/password/pepper-check.service.ts',
  'integration',
  'auth/src/password/pepper',
);
const passwordForms = faultsIn('libs/server/auth/src/password/password-forms.ts', 'unit', 'foreign-hash');
const ownForms = faultsIn('libs/server/auth/src/password/password-forms.ts', 'integration', 'typed-password');

/** Of signing in with a password. */
export const signIn: readonly Fault[] = [
  signInThrottle(
    'failures of an account at an address are forgotten after an hour instead of a day',
    "held.last_failed_at < now() - interval '1 day' THEN 1",
    "held.last_failed_at < now() - interval '1 hour' THEN 1",
  ),
  signInService(
    'a failure counts for the address it came from and not for the account',
    'await this.throttle.failed(counted);',
    '',
    ['auth/src/sign-in/sign-in.'],
  ),
  signInService(
    'a refused sign-in is not in the trail',
    'await this.recordRefusal(event, code, subject);',
    '',
  ),
  signInService(
    'a suspended customer’s right password is not in the trail',
    'await this.recordRefusal(event, outcome.code, customerId);',
    '',
  ),
  signInService(
    'a closed password opens when it is right',
    'if (outcome === undefined || isClosed)',
    'if (outcome === undefined)',
    ['closed-password'],
  ),
  signInCandidateStore(
    'a retired login of the old system opens after the consolidation',
    `legacy.retired_at IS NOT NULL,
`,
    `false,
`,
  ),
  signInComparisonService(
    'of two customers with one password the first is signed in',
    'if (others.some(({ customerId }) => customerId !== first.customerId))',
    'if (others.length < 0 && first)',
  ),
  signInFailuresLimit(
    'an address may try as many passwords as it likes',
    'WHERE held.used < $2::int',
    'WHERE $2::int > 0',
  ),
  knownDevices(
    'a browser that was forgotten stays unknown once it has signed in again',
    'SET last_used_at = now(), forgotten_at = NULL',
    'SET last_used_at = now()',
  ),
  pepperWatch(
    'a missing key of passwords raises no alarm where only old logins need it',
    'logins + legacyLogins === 0',
    'logins === 0',
  ),
  passwordForms(
    'an old password is compared in its folded form only',
    "distinct(typed, typed.normalize('NFC'), typed.normalize('NFKC'), foldPassword(typed))",
    'distinct(foldPassword(typed))',
  ),
  ownForms(
    'a password hashed before the fold of today no longer opens',
    "distinct(foldPassword(typed), typed.normalize('NFKC'))",
    'distinct(foldPassword(typed))',
  ),
];
