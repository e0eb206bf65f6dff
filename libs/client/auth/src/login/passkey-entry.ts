/**
 * The code that the login page loads when the user first touches it, because the size limit of the page is nearly
 * reached.
 */
export { PasskeyClient } from '@daiko/client-passkey';
