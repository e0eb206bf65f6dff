import type { FieldErrorCode, Reading } from './reading';
import { cleaned } from './signs';

/** Longest local part and address, RFC 5321 4.5.3.1. */
const LOCAL_MAX = 64;
const ADDRESS_MAX = 254;

/**
 * One mail address in its one comparable form: NFKC, lower case, domain in punycode.
 * Accepts the legacy forms of Japanese carriers (`a..b@docomo.ne.jp`, `x.@…`), which RFC 5321 would want quoted.
 * What copying puts around it goes (`mailto:`, `<…>`, quotes). Refuses line breaks, lists, display names, IP literals and anything a mail header could be bent with.
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
  // Of control characters at its end the URL parser would say nothing.
  if (/[\s\p{Cc}/?#:@[\]\\%<>"]/u.test(domain) || !URL.canParse(`http://${domain}`)) return undefined;
  const host = new URL(`http://${domain}`).hostname;
  const labels = host.split('.');
  const wellFormed = labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  return wellFormed && labels.length > 1 && !/^\d+$/.test(labels.at(-1) ?? '') ? host : undefined;
}

/** Domains that Japanese customers write most, for the typo hint. */
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

/** The address that was probably meant (`…@gmial.com` → `…@gmail.com`), or undefined. A hint, never a refusal. */
export function suggestEmail(text: string): string | undefined {
  const { value } = readEmail(text);
  if (value === undefined) return undefined;
  const [local = '', domain = ''] = value.split('@');
  if (USUAL_DOMAINS.includes(domain)) return undefined;
  const near = USUAL_DOMAINS.find((usual) => isOneSlipAway(domain, usual));
  return near === undefined ? undefined : `${local}@${near}`;
}

/** One letter added, lost, changed, or two neighbours swapped. */
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
