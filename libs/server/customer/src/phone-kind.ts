import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { PhoneKind } from './contact-point.entity';

/**
 * The kind of a number by the numbering plan of 総務省: 070/080/090/060 is mobile, 050 is an IP phone, 0AB-J is a
 * landline. 0120, 0800, 0570, 0990, 020 and 0600 belong to services and machines, which cannot receive a PIN.
 * @param e164 a Japanese number, `+819011112770`
 */
export function phoneKind(e164: string): PhoneKind {
  const phone = parsePhoneNumberFromString(e164);
  // No part of the system accepts a number from abroad. If one were on file, no PIN would go there.
  if (phone?.countryCallingCode !== '81') return 'unreachable_phone';
  switch (phone.getType()) {
    case 'MOBILE':
      return 'mobile';
    case 'FIXED_LINE':
    case 'FIXED_LINE_OR_MOBILE':
      return 'landline';
    case 'VOIP':
      return 'ip_phone';
    default:
      return 'unreachable_phone';
  }
}
