import type { Reading } from './reading';
import { cleaned } from './signs';

/** Maximum length of an address, RFC 5321 4.5.3.1. */
const LOGIN_ID_MAX = 254;

/**
 * The login ID at login. It is not checked as a mail address: a text that is not an address simply belongs to no
 * customer, and the login IDs of the old system were not addresses.
 */
export function readLoginId(text: string): Reading<string> {
  const folded = cleaned(text).toLowerCase();
  if (folded === '') return { code: 'email.required' };
  return folded.length > LOGIN_ID_MAX ? { code: 'email.too_long' } : { value: folded };
}
