import { foldPassword } from '@daiko/contracts';

/** In the PHC string of a hash that is of `foldPassword`; older ones are of NFKC. */
const MARK = ',fold=1';

/**
 * The forms in which a typed password is compared with a hash of ours: folded as today, then as it was folded before.
 * How many there are hangs on what was typed only, so that the time tells nothing of the login.
 */
export function ownForms(typed: string): string[] {
  return distinct(foldPassword(typed), typed.normalize('NFKC'));
}

/** The forms in which the old system can have hashed it: to the letter, or as some browser or program had folded it. */
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
