import type { Reading } from './reading';
import { cleaned, groupedDigits } from './signs';

const ID_LENGTH = 8;
/** A date also consists of digits and dashes: `2019-10-12`. */
const DATE = /^\d{4}\D\d{1,2}\D\d{1,2}$/;

/**
 * お客様ID: 8 digits as text, `01058734`.
 * @param text as typed or copied from a page: full width, spaces and dashes are allowed, `お客様ID:01058734 / 環境 太郎 様`;
 * dots and slashes are refused because they indicate an amount or a date
 * @param fewest minimum number of digits; missing leading zeros are added again (Excel removes them)
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
