import type { Reading } from '../readers/reading';
import { readLine } from '../readers/text-line';

/** Passkeys per customer: more devices than anybody carries. */
export const PASSKEYS_MAX = 10;
/** Passkeys that can be used, without which they are not required: the second is the way back in. */
export const PASSKEYS_TO_REQUIRE = 2;
/** Longest name of a passkey, in characters. */
export const PASSKEY_NAME_MAX = 40;

/** What a customer calls a device. */
export function readPasskeyName(text: string): Reading<string> {
  return readLine(text.normalize('NFKC'), 'field.required', PASSKEY_NAME_MAX);
}
