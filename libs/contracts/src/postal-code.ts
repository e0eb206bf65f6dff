import { bareDigits, type Reading } from './reading';

/** 郵便番号 as seven digits, `2510052`. @param text as typed: 〒, dashes, full width and blanks allowed */
export function readPostalCode(text: string): Reading<string> {
  const digits = bareDigits(text).replace(/^〒/u, '');
  if (digits === '') return { code: 'postal_code.required' };
  return /^\d{7}$/.test(digits) ? { value: digits } : { code: 'postal_code.malformed' };
}
