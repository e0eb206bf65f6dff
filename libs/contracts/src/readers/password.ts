import type { Reading } from './reading';
import { DASHES, WAVES, withoutInvisible } from './signs';

/** Limits in code points after folding; product specification 7, ASVS 6.2.1 and 6.2.9. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;

/**
 * The form of a password that is measured, checked and hashed. Characters that the same key produces on Windows, Mac,
 * iPhone and Android count as one character: `\\` and ¥, all waves, all dashes with the minus and the long-vowel
 * mark, straight and curly quotes, spaces of any width. Invisible characters are removed. If this function changes,
 * customers whose password contains an affected character can no longer log in, unless the old form is compared as
 * well.
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

/**
 * Reads a new password. Nothing is trimmed or cut, and no mix of character types is required; only characters of the
 * same key are folded.
 */
export function readNewPassword(text: string): Reading<string> {
  const password = foldPassword(text);
  const length = [...password].length;
  if (length === 0) return { code: 'password.required' };
  if (length < PASSWORD_MIN) return { code: 'password.too_short' };
  if (length > PASSWORD_MAX) return { code: 'password.too_long' };
  return { value: password };
}

/**
 * Reads a password that is compared, as typed, because the hashes of the old system were made from the typed text.
 */
export function readPassword(text: string): Reading<string> {
  if (text === '') return { code: 'password.required' };
  return text.length > 4 * PASSWORD_MAX ? { code: 'password.too_long' } : { value: text };
}
