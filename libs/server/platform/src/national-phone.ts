import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/**
 * `090-1111-2770`, as it is dialled and printed; `+1 415 555 0100` when it is not Japanese.
 * @param e164 the whole number
 */
export function nationalPhone(e164: string): string {
  const phone = parsePhoneNumberFromString(e164);
  return (phone?.country === 'JP' ? phone.formatNational() : phone?.formatInternational()) ?? e164;
}
