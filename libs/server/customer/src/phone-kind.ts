import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { PhoneKind } from './contact-point.entity';

/**
 * What a number can receive, by the numbering plan of 総務省: 070/080/090/060 mobile, 050 IP phone, 0AB-J landline.
 * 0120, 0800, 0570, 0990, 020 and 0600 are services and machines that can hear no PIN.
 * @param e164 a Japanese number, `+819011112770`
 */
export function phoneKind(e164: string): PhoneKind {
  const phone = parsePhoneNumberFromString(e164);
  // Nothing of ours takes one from abroad; were one on file, no PIN would go there.
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
