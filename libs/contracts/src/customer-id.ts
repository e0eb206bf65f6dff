import { bareDigits, type Reading } from './reading';

/**
 * お客様ID: 8 digits as text, `01058734`.
 * @param text as typed: full width, blanks and dashes allowed; 7 digits are zero-padded (Excel eats the zero).
 */
export function readCustomerId(text: string): Reading<string> {
  const digits = bareDigits(text);
  if (digits === '') return { code: 'customer_id.required' };
  if (!/^\d{7,8}$/.test(digits)) return { code: 'customer_id.malformed' };
  return { value: digits.padStart(8, '0') };
}
