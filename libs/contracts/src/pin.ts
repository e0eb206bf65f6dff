import { bareDigits, type Reading } from './reading';

/** Digits of a PIN (product: 6, leading zeros kept). */
export const PIN_LENGTH = 6;

/** A PIN as typed: full width, blanks and dashes allowed. */
export function readPin(text: string): Reading<string> {
  const digits = bareDigits(text);
  if (digits === '') return { code: 'pin.required' };
  if (!/^\d+$/.test(digits)) return { code: 'pin.malformed' };
  if (digits.length < PIN_LENGTH) return { code: 'pin.too_short' };
  if (digits.length > PIN_LENGTH) return { code: 'pin.too_long' };
  return { value: digits };
}
