import { faultsIn, type Fault } from '../fault.ts';

const sessionLookup = faultsIn('libs/server/auth/src/session/session-lookup.ts', 'integration', 'session.');
const sessionService = faultsIn('libs/server/auth/src/session/session.service.ts', 'integration', 'session.');
const loginUnchanged = faultsIn('libs/server/auth/src/session/login-unchanged.ts', 'integration', 'session.');
const passkeyNeeded = faultsIn(
  'libs/server/auth/src/passkey/passkey-needed.ts',
  'integration',
  'passkey-step',
);
const passkeyRequirement = faultsIn(
  'libs/server/auth/src/passkey/passkey-requirement.service.ts',
  'integration',
  'passkey-requirement',
);
const passkeyService = faultsIn(
  'libs/server/auth/src/passkey/passkey.service.ts',
  'integration',
  'passkey-requirement',
);
const recoveryCodeStore = faultsIn(
  'libs/server/auth/src/passkey/recovery-code.store.ts',
  'integration',
  'recovery-code',
);
const accessGuard = faultsIn(
  'libs/server/auth/src/access/access.guard.ts',
  'integration',
  'passkey-requirement',
);
const passkeyChallenges = faultsIn(
  'libs/server/auth/src/passkey/passkey-challenges.ts',
  'integration',
  'passkey-sign-in',
);
const passkeyVerifier = faultsIn(
  'libs/server/auth/src/passkey/passkey-verifier.ts',
  'integration',
  'passkey-sign-in',
);

/** Of sessions, passkeys and それは私ではありません. */
export const sessions: readonly Fault[] = [
  sessionLookup(
    'a session that is used lives for ever',
    `
  AND session.signed_in_at > now() - make_interval(mins => $3::int)\`;`,
    `
  AND $3::int > 0\`;`,
  ),
  sessionLookup(
    'a step-up lasts as long as the session',
    `session.stepped_up_at > now() - make_interval(mins => $4::int)
`,
    `session.stepped_up_at IS NOT NULL
`,
  ),
  sessionService(
    'sign-ins of one customer that come at once do not count each other',
    'await lockCustomer(tx, customerId);',
    '',
  ),
  loginUnchanged(
    'a sign-in whose password changed meanwhile begins a session',
    "AND login_id = $2 AND coalesce(password_changed_at::text, '') = $3",
    'AND login_id = $2 AND $3::text IS NOT NULL',
    ['mail-link'],
  ),
  passkeyChallenges(
    'what a device signed is taken twice',
    'AND purpose = $2 AND used_at IS NULL AND expires_at',
    'AND purpose = $2 AND expires_at',
  ),
  passkeyVerifier(
    'a copy of a device signs in',
    '(counter < $2::bigint OR (counter = 0 AND $2::bigint = 0))',
    '$2::bigint >= 0',
  ),
  passkeyNeeded(
    'the password alone opens a session of who requires passkeys',
    'owner.required_since IS NOT NULL',
    'owner.required_since IS NULL AND false',
  ),
  passkeyRequirement('passkeys are required with one that can be used', 'AND held_at IS NULL) >=', ') >='),
  passkeyRequirement(
    'passkeys are required while one is being removed',
    `      await lockCustomer(tx, customerId);
      const [, switched]`,
    '      const [, switched]',
  ),
  passkeyService(
    'one of two passkeys is removed while they are required',
    'usable.held_at IS NULL) >',
    'usable.held_at IS NULL) + 1 >',
  ),
  recoveryCodeStore(
    'a recovery code opens twice',
    'AND code_hash = $2 AND used_at IS NULL',
    'AND code_hash = $2',
  ),
  accessGuard(
    'the password alone switches the requirement off',
    "if (isByPasskey && passkeyProofEndsAt === null) throw new AppError('session.passkey_required');",
    '',
  ),
];
