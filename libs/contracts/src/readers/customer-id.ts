import type { Reading } from './reading';
import { cleaned, groupedDigits } from './signs';

const ID_LENGTH = 8;
/** A date is made of digits and dashes as well: `2019-10-12`. */
const DATE = /^\d{4}\D\d{1,2}\D\d{1,2}$/;

/**
 * お客様ID: 8 digits as text, `01058734`.
 * @param text as typed or copied from a page: full width, blanks and dashes allowed, `お客様ID:01058734 / 環境 太郎 様`;
 * dots and slashes are refused: they make an amount or a date
 * @param fewest so many digits at least; the zeros before them are given back (Excel eats them)
 */
export function readCustomerId(text: string, fewest = ID_LENGTH - 1): Reading<string> {
  const number = cleaned(text)
    .replace(/^お客様ID\s*:?/i, '')
    .replace(/\s*(?:\/.*)?様$/u, '')
    .trim();
  const digits = groupedDigits(number);
  if (digits === '') return { code: 'customer_id.required' };
  const isNumber = /^\d+$/.test(digits) && !DATE.test(number);
  if (!isNumber || digits.length < fewest || digits.length > ID_LENGTH)
    return { code: 'customer_id.malformed' };
  return { value: digits.padStart(ID_LENGTH, '0') };
}
