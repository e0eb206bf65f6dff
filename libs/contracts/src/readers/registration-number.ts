import type { Reading } from './reading';
import { groupedDigits } from './signs';

/**
 * 登録番号 of a 適格請求書発行事業者, `T7000012050002`: T and 13 digits; the first digit is the check digit of the others.
 * @param text as typed: full width, spaces and dashes are allowed, with or without the T
 */
export function readRegistrationNumber(text: string): Reading<string> {
  const bare = groupedDigits(text).toUpperCase();
  const digits = bare.replace(/^T/, '');
  if (!/^\d{13}$/.test(digits)) return { code: 'registration_number.malformed' };
  return checkDigit(digits.slice(1)) === Number(digits[0])
    ? { value: `T${digits}` }
    : { code: 'registration_number.mistyped' };
}

/**
 * 検査用数字 of a 法人番号: 9 minus the weighted sum modulo 9; the weights are 1 and 2 in turn from the last digit
 * (法人番号の指定等に関する省令 第2条).
 */
function checkDigit(base: string): number {
  const sum = [...base]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 2), 0);
  return 9 - (sum % 9);
}
