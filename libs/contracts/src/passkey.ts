import type { Reading } from './reading';
import { readLine } from './text-line';

/** Passkeys per customer: more devices than anybody carries. */
export const PASSKEYS_MAX = 10;
/** Longest name of a passkey, in characters. */
export const PASSKEY_NAME_MAX = 40;

/** What a customer calls a device. */
export function readPasskeyName(text: string): Reading<string> {
  return readLine(text.normalize('NFKC'), 'field.required', PASSKEY_NAME_MAX);
}
