/**
 * Whether the password of customer $1 opens nothing without a passkey: because the customer requires it, or because
 * それは私ではありません was said of a passkey. Then somebody else may know the password.
 */
export const NEEDS_PASSKEY = `(
  EXISTS (SELECT FROM passkey_owner AS owner WHERE owner.customer_id = $1 AND owner.required_since IS NOT NULL)
  OR EXISTS (SELECT FROM passkey AS held WHERE held.customer_id = $1 AND held.held_at IS NOT NULL))`;
