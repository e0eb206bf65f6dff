import type { Reading } from './reading';

/** Passkeys per customer: more devices than anybody carries. */
export const PASSKEYS_MAX = 10;
/** Longest name of a passkey, in characters. */
export const PASSKEY_NAME_MAX = 40;

/** What a customer calls a device. */
export function readPasskeyName(text: string): Reading<string> {
  const value = text.normalize('NFKC').trim();
  if (value === '') return { code: 'field.required' };
  if (/\p{C}/u.test(value)) return { code: 'field.malformed' };
  return [...value].length > PASSKEY_NAME_MAX ? { code: 'field.too_long' } : { value };
}
