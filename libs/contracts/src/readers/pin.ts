import type { Reading } from './reading';
import { cleaned, groupedDigits } from './signs';

/** Digits of a PIN (product: 6, leading zeros kept). */
export const PIN_LENGTH = 6;

/** A PIN as typed: full width, blanks and dashes allowed. Or the whole message in which it stands. */
export function readPin(text: string): Reading<string> {
  const digits = groupedDigits(text);
  if (digits === '') return { code: 'pin.required' };
  if (!/^\d+$/.test(digits)) return readMessage(text);
  if (digits.length < PIN_LENGTH) return { code: 'pin.too_short' };
  if (digits.length > PIN_LENGTH) return { code: 'pin.too_long' };
  return { value: digits };
}

/** The only run of six digits; the message may repeat it, as the last line of an SMS does. */
function readMessage(text: string): Reading<string> {
  const [pin, ...others] = new Set(cleaned(text).match(/(?<!\d)\d{6}(?!\d)/g));
  if (pin === undefined) return { code: 'pin.malformed' };
  return others.length === 0 ? { value: pin } : { code: 'pin.several' };
}
