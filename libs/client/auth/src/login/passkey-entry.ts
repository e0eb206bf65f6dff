/** What the login page loads once somebody touches it: what it may weigh itself is nearly spent. */
export { PasskeyClient } from '@daiko/client-passkey';
