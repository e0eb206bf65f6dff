import type { Reading } from './reading';
import { cleaned, groupedDigits } from './signs';

/** Number of digits of a PIN (product: 6, leading zeros are kept). */
export const PIN_LENGTH = 6;

/**
 * Reads a PIN as typed: full width, spaces and dashes are allowed. The user may also paste the whole message that
 * contains it.
 */
export function readPin(text: string): Reading<string> {
  const digits = groupedDigits(text);
  if (digits === '') return { code: 'pin.required' };
  if (!/^\d+$/.test(digits)) return readMessage(text);
  if (digits.length < PIN_LENGTH) return { code: 'pin.too_short' };
  if (digits.length > PIN_LENGTH) return { code: 'pin.too_long' };
  return { value: digits };
}

/** Finds the only group of six digits. The message may repeat it, as the last line of an SMS does. */
function readMessage(text: string): Reading<string> {
  const [pin, ...others] = new Set(cleaned(text).match(/(?<!\d)\d{6}(?!\d)/g));
  if (pin === undefined) return { code: 'pin.malformed' };
  return others.length === 0 ? { value: pin } : { code: 'pin.several' };
}
