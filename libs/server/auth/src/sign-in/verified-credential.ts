/**
 * The login data that was right when the password was compared. The session begins only if it is still right then.
 */
export interface VerifiedCredential {
  customerId: string;
  loginId: string;
  /** Time since which the compared password is valid. */
  passwordSince: string;
  /** The login of the old system to which the password belongs. The session then works only for the consolidation. */
  legacyLoginId?: string;
  /** The passkey that was used. A customer who requires passkeys cannot sign in without one. */
  passkeyId?: string;
  /** The passkey was used as the second step, after the password. */
  afterPassword?: true;
  /** A recovery code was used after the password, instead of a passkey. */
  isByRecoveryCode?: true;
}

/** The sign-in method as the audit trail records it. */
export function methodOf(verified: VerifiedCredential): string {
  const { legacyLoginId, passkeyId, afterPassword, isByRecoveryCode } = verified;
  if (legacyLoginId !== undefined) return 'legacy_password';
  if (isByRecoveryCode) return 'password_and_recovery_code';
  if (passkeyId === undefined) return 'password';
  return afterPassword ? 'password_and_passkey' : 'passkey';
}
