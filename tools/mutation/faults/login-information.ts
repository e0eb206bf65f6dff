import { faultsIn, type Fault } from '../fault.ts';

const mailLinkService = faultsIn(
  'libs/server/auth/src/mail-link/mail-link.service.ts',
  'integration',
  'lifetimes',
);
const loginSetupService = faultsIn(
  'libs/server/auth/src/credential/login-setup.service.ts',
  'integration',
  'auth/src/credential/ends',
);
const revocationService = faultsIn(
  'libs/server/auth/src/credential/revocation.service.ts',
  'integration',
  'auth/src/credential/ends',
);
const loginIdConfirmationService = faultsIn(
  'libs/server/auth/src/credential/login-id-confirmation.service.ts',
  'integration',
  'mail-link',
);
const credentialChangeService = faultsIn(
  'libs/server/auth/src/credential/credential-change.service.ts',
  'integration',
  'credential-change',
);
const identificationService = faultsIn(
  'libs/server/auth/src/reset/identification.service.ts',
  'integration',
  'credential-reset',
);

/** Of resets, mailed links and changes of login information. */
export const loginInformation: readonly Fault[] = [
  mailLinkService(
    'a setup link lives as long as the link to a new login ID',
    'setup: SETUP_LINK_MINUTES',
    'setup: LOGIN_ID_LINK_MINUTES',
  ),
  mailLinkService(
    'the link of a consolidation lives for an hour',
    'consolidation: LOGIN_ID_LINK_MINUTES',
    'consolidation: PASSWORD_LINK_MINUTES',
  ),
  mailLinkService(
    'links are good while recovery is frozen',
    'suspended_at IS NULL AND recovery_frozen_at IS NULL',
    'suspended_at IS NULL',
    ['auth/src/credential/ends'],
  ),
  mailLinkService(
    'a link that was used is used again',
    'WHERE token_hash = $1 AND used_at IS NULL AND superseded_at',
    'WHERE token_hash = $1 AND superseded_at',
    ['mail-link'],
  ),
  loginSetupService(
    'a corrected address leaves the setup link to the wrong one good',
    "await this.links.endAllOf(tx, customerId, 'setup');",
    '',
  ),
  loginSetupService(
    'a dealer registers a login for a customer who has an old one',
    'await this.refuseOldLogins(tx, customerId);',
    '',
    ['old-logins'],
  ),
  loginSetupService(
    'a setup link is mailed to an address that is somebody’s login ID',
    'owner === null || owner === customerId',
    'owner === null || owner !== customerId',
    ['login-setup'],
  ),
  revocationService(
    'a change of login information leaves the sessions',
    'await this.sessions.endAllOf(tx, customerId, survivors.sessionId);',
    '',
  ),
  revocationService(
    'a change of login information leaves half-open sign-ins',
    'await this.steps.endAllOf(tx, customerId);',
    '',
  ),
  revocationService(
    'a change of login information leaves the runs',
    'await this.runs.endAllOf(tx, customerId, survivors.challengeId);',
    '',
  ),
  revocationService(
    'a change of login information leaves the links',
    'await this.links.endAllOf(tx, customerId);',
    '',
  ),
  loginIdConfirmationService(
    'the old address gets PINs after a new login ID answered',
    'if (before !== email) await this.customers.retireEmail(tx, customerId, before);',
    '',
  ),
  credentialChangeService(
    'the PIN of another customer in this browser changes the login',
    "if (verified.customerId !== customerId) throw new AppError('pin_run.absent');",
    'void customerId;',
  ),
  identificationService(
    'a suspended login is identified by its mail address',
    "WHERE login_id = $1 AND state <> 'suspended'",
    'WHERE login_id = $1',
  ),
  identificationService(
    'a suspended login is identified by its お客様ID',
    "coalesce(state <> 'suspended', EXISTS",
    'coalesce(true, EXISTS',
  ),
  identificationService(
    'a customer without any login is identified',
    '    SELECT FROM legacy_login WHERE legacy_login.customer_id = $1 AND retired_at IS NULL))',
    '    SELECT FROM customer))',
  ),
];
