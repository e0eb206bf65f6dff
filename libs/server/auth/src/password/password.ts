import type { FieldErrorCode } from '@daiko/contracts';

export type PasswordFault = Extract<FieldErrorCode, `password.c${string}`>;

/** Words of the company and the product (ASVS 6.1.2); as folded by `fold`. */
const CONTEXT_WORDS = [
  '環境保全',
  '業務代行',
  '代行システム',
  'カンキョウホゼン',
  'ギョウムダイコウ',
  'kankyo',
  'kankyou',
  'hozen',
  'gyoumudaiko',
  'gyomudaiko',
  'daiko',
];

/** Shorter ones stand in too many innocent passwords: 4 letters or digits, 2 where kanji or kana are in it. */
const SHORTEST_LATIN = 4;
const SHORTEST_JAPANESE = 2;
/** A password that repeats up to so many signs has no more in it than those (`abcabcabcabc`). */
const SHORT_UNIT = 3;

/**
 * What speaks against a new password, or undefined. Its length is the contract's to judge.
 * @param personal お客様ID, names, phones, addresses of the customer
 * @param common the folded lists of `commonPasswords()`
 */
export function passwordFault(
  password: string,
  personal: readonly string[],
  common: ReadonlySet<string>,
): PasswordFault | undefined {
  const letters = fold(password);
  const containsAny = (words: readonly string[]) =>
    words.some((word) => isTelling(word) && letters.includes(word));
  if (containsAny(personal.flatMap(personalWords))) return 'password.contains_personal';
  if (containsAny(CONTEXT_WORDS)) return 'password.contains_context';
  return isCommon(password, common) ? 'password.common' : undefined;
}

/** As on the list, or a listed one dressed up: repeated, or with digits and signs put around it (`Password2026!`). */
function isCommon(password: string, common: ReadonlySet<string>): boolean {
  const whole = password.normalize('NFKC').toLowerCase();
  const bare = whole.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return [whole, bare].some((text) => {
    const unit = repeatedUnit(text);
    return common.has(text) || common.has(unit) || (text !== '' && unit.length <= SHORT_UNIT);
  });
}

/** The shortest beginning of which the text is a repetition; the last one may be cut (`abcdabcdab` → `abcd`). */
function repeatedUnit(text: string): string {
  for (let length = 1; length < text.length; length++) {
    if (text.startsWith(text.slice(length))) return text.slice(0, length);
  }
  return text;
}

/** Of an address only the local part tells who it is, of a phone only the digits that everybody dials. */
function personalWords(word: string): string[] {
  if (word.includes('@')) return [fold(word.slice(0, word.lastIndexOf('@')))];
  if (/^\+?81\d{9,10}$/.test(word)) return [word.replace(/^\+?81/, '')];
  return [word, ...word.split(/\s+/)].map(fold);
}

/** NFKC, lower case, katakana, nothing but letters and digits: so that no dash or blank hides a word. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u3041-\u3096]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60))
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function isTelling(word: string): boolean {
  const shortest = /[^\p{ASCII}]/u.test(word) ? SHORTEST_JAPANESE : SHORTEST_LATIN;
  return word.length >= shortest;
}
