import { nationalPhone } from '@daiko/server-platform';

/** Number of phone digits that stay readable; text specification 2. */
const DIGITS_SHOWN = 3;
/** The number of stars is fixed, so that the mask does not reveal the length of a local part. */
const STARS = '*****';

/** `****-**-*300`: masks every digit except the last three, and keeps the hyphens. */
export function maskPhone(e164: string): string {
  const national = nationalPhone(e164);
  const digits = national.replace(/\D/g, '').length;
  let position = 0;
  return national.replace(/\d/g, (digit) => (++position > digits - DIGITS_SHOWN ? digit : '*'));
}

/** `ka*****@gmail.com`: keeps the first two letters of the local part, or one when it has two or fewer. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const local = email.slice(0, at);
  const shown = local.length <= 2 ? 1 : 2;
  return `${local.slice(0, shown)}${STARS}${email.slice(at)}`;
}
