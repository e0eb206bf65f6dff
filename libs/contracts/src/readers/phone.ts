import type { Reading } from './reading';
import { bareDigits, cleaned } from './signs';

/** 0120, 0800, 0570, 0990, 020, 0600. */
const SERVICES = /^\+81(?:120|800|570|990|20|600)/;

/** Services and machines: such numbers exist, but no PIN can reach them. @param e164 as `readPhone` gives it */
export function isServiceNumber(e164: string): boolean {
  return SERVICES.test(e164);
}

/**
 * A Japanese phone number, as E.164 (`+819011112770`).
 * @param text as typed: full width, any dash, blanks, brackets, `tel:`, `+81…` and `+81 (0)…` mean the same.
 * The kind of number (landline, mobile, …) is the server's to tell; here only the shape is judged.
 */
export function readPhone(text: string): Reading<string> {
  const bare = bareDigits(cleaned(text).replace(/^tel[.:]?/i, ''));
  if (bare === '') return { code: 'phone.required' };
  const national = bare.replace(/^(?:\+|00)810?(?=[1-9])/, '0');
  if (/^\+|^00/.test(national)) return { code: 'phone.foreign' };
  if (!/^\d+$/.test(national)) return { code: 'phone.malformed' };
  const misfit = misfitOf(national);
  return misfit === undefined ? { value: `+81${national.slice(1)}` } : { code: misfit };
}

function misfitOf(national: string): 'phone.too_short' | 'phone.too_long' | undefined {
  // Without the area code, or without the zero that a table took away.
  if (!national.startsWith('0')) return national.length > 10 ? 'phone.too_long' : 'phone.too_short';
  const length = /^0[26-9]0|^050|^0800/.test(national) ? 11 : 10;
  if (national.length === length) return undefined;
  return national.length < length ? 'phone.too_short' : 'phone.too_long';
}
