import { nationalPhone } from '@daiko/server-platform';

/** Digits of a phone that stay readable; text specification 2. */
const DIGITS_SHOWN = 3;
/** Always as many, so that the mask does not tell the length of a local part. */
const STARS = '*****';

/** `****-**-*300`: every digit but the last three, hyphens kept. */
export function maskPhone(e164: string): string {
  const national = nationalPhone(e164);
  const digits = national.replace(/\D/g, '').length;
  let position = 0;
  return national.replace(/\d/g, (digit) => (++position > digits - DIGITS_SHOWN ? digit : '*'));
}

/** `ka*****@gmail.com`: the first two letters of the local part, one when it has no more than two. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const local = email.slice(0, at);
  const shown = local.length <= 2 ? 1 : 2;
  return `${local.slice(0, shown)}${STARS}${email.slice(at)}`;
}
