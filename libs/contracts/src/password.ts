import type { Reading } from './reading';

/** Code points after NFKC; product specification 7, ASVS 6.2.1 and 6.2.9. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;

/** A new password. Nothing is trimmed or cut, no composition is asked for; only the width is folded (NIST 800-63B-4). */
export function readNewPassword(text: string): Reading<string> {
  const password = text.normalize('NFKC');
  const length = [...password].length;
  if (length === 0) return { code: 'password.required' };
  if (length < PASSWORD_MIN) return { code: 'password.too_short' };
  if (length > PASSWORD_MAX) return { code: 'password.too_long' };
  return { value: password };
}

/** A password to compare: taken as it is, NFKC as at its setting. */
export function readPassword(text: string): Reading<string> {
  if (text === '') return { code: 'password.required' };
  return text.length > 4 * PASSWORD_MAX ? { code: 'password.too_long' } : { value: text.normalize('NFKC') };
}
