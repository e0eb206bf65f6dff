import { foldPassword } from '@daiko/contracts';

/** Mark in the PHC string of a hash that was made from `foldPassword`; hashes without it were made from NFKC. */
const MARK = ',fold=1';

/**
 * The forms in which a typed password is compared with one of our hashes: folded as today, then folded as before.
 * Their number depends only on the typed password, so the response time reveals nothing about the login.
 */
export function ownForms(typed: string): string[] {
  return distinct(foldPassword(typed), typed.normalize('NFKC'));
}

/** The forms that the old system may have hashed: exactly as typed, or as a browser or program had folded it. */
export function foreignForms(typed: string): string[] {
  return distinct(typed, typed.normalize('NFC'), typed.normalize('NFKC'), foldPassword(typed));
}

export function markFold(hash: string): string {
  return hash.replace(/,p=\d+(?=[,$])/, `$&${MARK}`);
}

export function isFolded(stored: string): boolean {
  return stored.includes(MARK);
}

export function withoutFoldMark(stored: string): string {
  return stored.replace(MARK, '');
}

function distinct(...forms: string[]): string[] {
  return [...new Set(forms)];
}
