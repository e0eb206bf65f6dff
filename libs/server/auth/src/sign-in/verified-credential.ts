/** What was right when the password was compared; the session begins only while it still is. */
export interface VerifiedCredential {
  customerId: string;
  loginId: string;
  /** Since when the password that was compared is the password. */
  passwordSince: string;
  /** The login of the old system whose password it was: then the session is good for the consolidation alone. */
  legacyLoginId?: string;
  /** The passkey that was used. Who requires one does not come in without. */
  passkeyId?: string;
  /** It came second, after the password. */
  afterPassword?: true;
  /** A recovery code came after the password, in the place of a passkey. */
  isByRecoveryCode?: true;
}

/** With what somebody comes in, as the audit trail says it. */
export function methodOf(verified: VerifiedCredential): string {
  const { legacyLoginId, passkeyId, afterPassword, isByRecoveryCode } = verified;
  if (legacyLoginId !== undefined) return 'legacy_password';
  if (isByRecoveryCode) return 'password_and_recovery_code';
  if (passkeyId === undefined) return 'password';
  return afterPassword ? 'password_and_passkey' : 'passkey';
}
