import type { Reading } from './reading';
import { DASHES, WAVES, withoutInvisible } from './signs';

/** Code points as folded; product specification 7, ASVS 6.2.1 and 6.2.9. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;

/**
 * The form in which a password is measured, judged and hashed. What one key gives on Windows, Mac, iPhone and Android
 * counts as one sign: `\\` and ¥, all waves, all dashes with the minus and the long-vowel mark, straight and curly quotes,
 * blanks of any width; and what shows nothing is nothing. Whoever changes this shuts out whose password has the sign,
 * unless the form of before is compared as well.
 */
export function foldPassword(text: string): string {
  return withoutInvisible(text)
    .replace(WAVES, '~')
    .normalize('NFKC')
    .replace(WAVES, '~')
    .replace(DASHES, '-')
    .replace(/¥/gu, '\\')
    .replace(/[‘’‛′]/gu, "'")
    .replace(/[“”‟]/gu, '"');
}

/** A new password. Nothing is trimmed or cut, no composition is asked for; only what one key gives is folded. */
export function readNewPassword(text: string): Reading<string> {
  const password = foldPassword(text);
  const length = [...password].length;
  if (length === 0) return { code: 'password.required' };
  if (length < PASSWORD_MIN) return { code: 'password.too_short' };
  if (length > PASSWORD_MAX) return { code: 'password.too_long' };
  return { value: password };
}

/** A password to compare, as typed: hashes of the old system are of what was typed there. */
export function readPassword(text: string): Reading<string> {
  if (text === '') return { code: 'password.required' };
  return text.length > 4 * PASSWORD_MAX ? { code: 'password.too_long' } : { value: text };
}
