import type { Reading } from './reading';
import { bareDigits, cleaned } from './signs';

/** 0120, 0800, 0570, 0990, 020, 0600. */
const SERVICES = /^\+81(?:120|800|570|990|20|600)/;

/**
 * Numbers of services and machines: such numbers exist, but a PIN cannot reach them.
 * @param e164 as `readPhone` returns it
 */
export function isServiceNumber(e164: string): boolean {
  return SERVICES.test(e164);
}

/**
 * A Japanese phone number, as E.164 (`+819011112770`).
 * @param text as typed: full width, any dash, spaces, brackets, `tel:`, `+81…` and `+81 (0)…` mean the same. The
 * server decides the kind of the number (landline, mobile, …); here only the shape is checked.
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
  // The number has no area code, or a spreadsheet removed the leading zero.
  if (!national.startsWith('0')) return national.length > 10 ? 'phone.too_long' : 'phone.too_short';
  const length = /^0[26-9]0|^050|^0800/.test(national) ? 11 : 10;
  if (national.length === length) return undefined;
  return national.length < length ? 'phone.too_short' : 'phone.too_long';
}
