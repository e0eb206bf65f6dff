/**
 * Whether the password of customer $1 is not enough without a passkey: because the customer requires passkeys, or
 * because それは私ではありません was reported for a passkey. In that case another person may know the password.
 */
export const NEEDS_PASSKEY = `(
  EXISTS (SELECT FROM passkey_owner AS owner WHERE owner.customer_id = $1 AND owner.required_since IS NOT NULL)
  OR EXISTS (SELECT FROM passkey AS held WHERE held.customer_id = $1 AND held.held_at IS NOT NULL))`;
