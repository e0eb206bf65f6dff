import type { Reading } from './reading';
import { cleaned } from './signs';

/** Longest address, RFC 5321 4.5.3.1. */
const LOGIN_ID_MAX = 254;

/**
 * The login ID at sign-in. Not judged as an address: what is no address is simply nobody's login ID,
 * and the old system's login IDs were not addresses.
 */
export function readLoginId(text: string): Reading<string> {
  const folded = cleaned(text).toLowerCase();
  if (folded === '') return { code: 'email.required' };
  return folded.length > LOGIN_ID_MAX ? { code: 'email.too_long' } : { value: folded };
}
