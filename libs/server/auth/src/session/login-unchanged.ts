import type { EntityManager } from 'typeorm';
import { NEEDS_PASSKEY } from '../passkey/passkey-needed';
import type { VerifiedCredential } from '../sign-in/verified-credential';

/**
 * Whether the login data that was compared still allows a session: the login and the password are the same, and a
 * passkey or a recovery code was used if one is needed now. Call it under `lockCustomer`.
 */
export async function isLoginUnchanged(tx: EntityManager, verified: VerifiedCredential): Promise<boolean> {
  const { customerId, loginId, passwordSince, legacyLoginId } = verified;
  const { passkeyId = null, isByRecoveryCode = false } = verified;
  if (legacyLoginId === undefined) {
    const login = [customerId, loginId, passwordSince, passkeyId, isByRecoveryCode];
    return (await tx.query<unknown[]>(SELECT_UNCHANGED_LOGIN, login)).length === 1;
  }
  return (await tx.query<[unknown, number]>(UPDATE_LEGACY_LOGIN_SIGNED_IN, [legacyLoginId]))[1] === 1;
}

const SELECT_UNCHANGED_LOGIN = `
  SELECT FROM credential JOIN customer USING (customer_id)
  WHERE customer_id = $1 AND suspended_at IS NULL AND login_id = $2 AND coalesce(password_changed_at::text, '') = $3 AND state = 'active'
    AND CASE WHEN $4::uuid IS NULL THEN $5::boolean OR NOT ${NEEDS_PASSKEY}
        ELSE EXISTS (SELECT FROM passkey WHERE id = $4 AND passkey.customer_id = $1 AND held_at IS NULL) END`;

const UPDATE_LEGACY_LOGIN_SIGNED_IN = `
  UPDATE legacy_login SET last_signed_in_at = now() FROM customer
  WHERE id = $1 AND retired_at IS NULL AND legacy_login.suspended_at IS NULL
    AND customer.customer_id = legacy_login.customer_id AND customer.suspended_at IS NULL`;
