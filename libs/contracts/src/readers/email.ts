import type { FieldErrorCode, Reading } from './reading';
import { cleaned } from './signs';

/** Maximum length of the local part and of the address, RFC 5321 4.5.3.1. */
const LOCAL_MAX = 64;
const ADDRESS_MAX = 254;

/**
 * Reads one mail address and returns the form that can be compared: NFKC, lower case, domain in punycode. It accepts
 * the old address forms of Japanese carriers (`a..b@docomo.ne.jp`, `x.@…`), which RFC 5321 would require to be
 * quoted. It removes what copying adds around an address (`mailto:`, `<…>`, quotes). It refuses line breaks, lists,
 * display names, IP literals and everything that could be used to manipulate a mail header.
 */
export function readEmail(text: string): Reading<string> {
  const folded = cleaned(text).toLowerCase();
  if (folded === '') return { code: 'email.required' };
  if (folded.length > ADDRESS_MAX) return { code: 'email.too_long' };
  if (/[,;]/.test(folded) || /@.*@/.test(folded)) return { code: 'email.several' };
  const at = folded.indexOf('@');
  const local = folded.slice(0, Math.max(at, 0));
  const host = readDomain(folded.slice(at + 1));
  if (host === undefined) return { code: 'email.malformed' };
  const code = faultOfLocal(local);
  return code === undefined ? { value: `${local}@${host}` } : { code };
}

function faultOfLocal(local: string): FieldErrorCode | undefined {
  if (!/^[a-z0-9!#$%&'*+/=?^_`{|}~.-]+$/.test(local)) return 'email.malformed';
  if (local.endsWith('*****')) return 'email.masked';
  return local.length > LOCAL_MAX ? 'email.too_long' : undefined;
}

function readDomain(domain: string): string | undefined {
  // The URL parser silently drops control characters at the end.
  if (/[\s\p{Cc}/?#:@[\]\\%<>"]/u.test(domain) || !URL.canParse(`http://${domain}`)) return undefined;
  const host = new URL(`http://${domain}`).hostname;
  const labels = host.split('.');
  const wellFormed = labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  return wellFormed && labels.length > 1 && !/^\d+$/.test(labels.at(-1) ?? '') ? host : undefined;
}

/** The domains that Japanese customers use most, for the typo hint. */
const USUAL_DOMAINS = [
  'gmail.com',
  'yahoo.co.jp',
  'docomo.ne.jp',
  'ezweb.ne.jp',
  'au.com',
  'softbank.ne.jp',
  'i.softbank.jp',
  'icloud.com',
  'outlook.jp',
  'outlook.com',
  'hotmail.com',
  'hotmail.co.jp',
  'nifty.com',
  'biglobe.ne.jp',
  'ocn.ne.jp',
];

/**
 * The address that the user probably meant (`…@gmial.com` → `…@gmail.com`), or undefined. It is only a hint and never
 * a reason to refuse.
 */
export function suggestEmail(text: string): string | undefined {
  const { value } = readEmail(text);
  if (value === undefined) return undefined;
  const [local = '', domain = ''] = value.split('@');
  if (USUAL_DOMAINS.includes(domain)) return undefined;
  const near = USUAL_DOMAINS.find((usual) => isOneSlipAway(domain, usual));
  return near === undefined ? undefined : `${local}@${near}`;
}

/** One letter is added, missing or different, or two neighbouring letters are swapped. */
function isOneSlipAway(typedDomain: string, usual: string): boolean {
  let start = 0;
  while (start < usual.length && typedDomain[start] === usual[start]) start++;
  const rest = (text: string, skip: number) => text.slice(start + skip);
  return (
    rest(typedDomain, 1) === rest(usual, 1) ||
    rest(typedDomain, 1) === rest(usual, 0) ||
    rest(typedDomain, 0) === rest(usual, 1) ||
    (typedDomain[start] === usual[start + 1] &&
      typedDomain[start + 1] === usual[start] &&
      rest(typedDomain, 2) === rest(usual, 2))
  );
}
