import type { Reading } from './reading';
import { cleaned, groupedDigits } from './signs';

const CODE_LENGTH = 7;

/**
 * 郵便番号 as seven digits, `2510052`.
 * @param text as typed: 〒, one dash or space after the third digit, full width
 * @param fewest minimum number of digits if there is no dash; missing leading zeros are added again (Excel removes
 * them)
 */
export function readPostalCode(text: string, fewest = CODE_LENGTH): Reading<string> {
  const number = cleaned(cleaned(text).replace(/^〒/u, ''));
  const digits = groupedDigits(number);
  if (digits === '') return { code: 'postal_code.required' };
  // A number that is grouped differently is something else: a date, or an old code of five digits (251-00).
  const isGrouped = /^\d{3}\D+\d{4}$/.test(number);
  const isPlain = /^\d+(?:\.0+)?$/.test(number) && digits.length >= fewest;
  return /^\d{1,7}$/.test(digits) && (isGrouped || isPlain)
    ? { value: digits.padStart(CODE_LENGTH, '0') }
    : { code: 'postal_code.malformed' };
}
