import type { FieldErrorCode } from '@daiko/contracts';

export type PasswordFault = Extract<FieldErrorCode, `password.c${string}`>;

/** Words of the company and the product (ASVS 6.1.2), in the form that `fold` gives. */
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

/** Shorter words occur in too many harmless passwords: 4 letters or digits, or 2 with kanji or kana. */
const SHORTEST_LATIN = 4;
const SHORTEST_JAPANESE = 2;
/** A password that repeats a unit of up to this number of characters is as weak as the unit (`abcabcabcabc`). */
const SHORT_UNIT = 3;

/**
 * The fault of a new password, or undefined. The contract checks its length.
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

/**
 * Whether a password is on the list, or is a listed one that was repeated or has digits and signs around it
 * (`Password2026!`).
 */
function isCommon(password: string, common: ReadonlySet<string>): boolean {
  const whole = password.normalize('NFKC').toLowerCase();
  const bare = whole.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return [whole, bare].some((text) => {
    const unit = repeatedUnit(text);
    return common.has(text) || common.has(unit) || (text !== '' && unit.length <= SHORT_UNIT);
  });
}

/** The shortest prefix that the text repeats; the last repetition may be cut (`abcdabcdab` → `abcd`). */
function repeatedUnit(text: string): string {
  for (let length = 1; length < text.length; length++) {
    if (text.startsWith(text.slice(length))) return text.slice(0, length);
  }
  return text;
}

/**
 * The parts of a word that identify a person: the local part of an address, and the digits of a phone number without
 * the country code.
 */
function personalWords(word: string): string[] {
  if (word.includes('@')) return [fold(word.slice(0, word.lastIndexOf('@')))];
  if (/^\+?81\d{9,10}$/.test(word)) return [word.replace(/^\+?81/, '')];
  return [word, ...word.split(/\s+/)].map(fold);
}

/** NFKC, lower case, katakana, and only letters and digits, so that no dash or blank hides a word. */
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
