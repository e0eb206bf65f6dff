import type { Reading } from '../readers/reading';
import { readLine } from '../readers/text-line';

/** Maximum number of passkeys per customer: more devices than any person carries. */
export const PASSKEYS_MAX = 10;
/**
 * Number of usable passkeys that a customer needs before passkeys can be required: the second one is the way back in.
 */
export const PASSKEYS_TO_REQUIRE = 2;
/** Maximum length of the name of a passkey, in characters. */
export const PASSKEY_NAME_MAX = 40;

/** Reads the name that a customer gives to a device. */
export function readPasskeyName(text: string): Reading<string> {
  return readLine(text.normalize('NFKC'), 'field.required', PASSKEY_NAME_MAX);
}
