import type { Reading } from './reading';
import { cleaned, groupedDigits } from './signs';

const CODE_LENGTH = 7;

/**
 * 郵便番号 as seven digits, `2510052`.
 * @param text as typed: 〒, one dash or blank after the third digit, full width
 * @param fewest so many digits at least where there is no dash; the zeros before them are given back (Excel eats them)
 */
export function readPostalCode(text: string, fewest = CODE_LENGTH): Reading<string> {
  const number = cleaned(cleaned(text).replace(/^〒/u, ''));
  const digits = groupedDigits(number);
  if (digits === '') return { code: 'postal_code.required' };
  // Grouped otherwise it is something else: a date, or an old code of five digits (251-00).
  const isGrouped = /^\d{3}\D+\d{4}$/.test(number);
  const isPlain = /^\d+(?:\.0+)?$/.test(number) && digits.length >= fewest;
  return /^\d{1,7}$/.test(digits) && (isGrouped || isPlain)
    ? { value: digits.padStart(CODE_LENGTH, '0') }
    : { code: 'postal_code.malformed' };
}
