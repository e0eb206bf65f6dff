/** How often something was seen, by its name. */
export type Counts = Record<string, number>;

/**
 * What contacts of customers look like once they are masked, as frequencies. Nothing in it belongs to one customer: domains,
 * letters and digits stand here only if at least `LEAST_CUSTOMERS` of those that were counted have them.
 */
export interface ContactStatistics {
  /**
   * By `<id or mail>:<kind of the typed phone>`: kinds of the contacts in the order of the list, `LM!ME`. `!` stands
   * behind what was typed. L: landline, I: 050, M: mobile, E: mail; U, only as the key: a number that gets no PIN.
   */
  shapes: Record<string, Counts>;
  /** Where a landline's mask has its hyphens: `****-**-*`. */
  patterns: Counts;
  /** Whether a second landline has the pattern of the first: `same` or `other`. */
  patternLikeness: Counts;
  /** By kind: the last three digits; `*` for all that are rare, of which `rareEndings` has the last two. */
  endings: Record<string, Counts>;
  rareEndings: Record<string, Counts>;
  /** By kinds, `ML`: how far a phone's last three digits are from those of an earlier one, -2 to 2, or `far`. */
  endingLikeness: Record<string, Counts>;
  /** By all kinds of the list, `LME`, and for all lists, `any`: domains, `*` for all that are rare. */
  domains: Record<string, Counts>;
  /** How a second address is like an earlier one: `both` letters and domain, `letters`, `domain` or `none`. */
  mailLikeness: Counts;
  /** By how often their domain is seen, `often` or `rare`: the letters shown, `*` for rare ones. */
  letters: Record<string, Counts>;
  /** Rare letters: the first by `^`, the second by the first, and by nothing; `$` for none, `*` for rare ones. */
  rareLetters: Record<string, Counts>;
  /** Rare domains: what follows their first label, `.co.jp`. */
  suffixes: Counts;
  /** First labels of rare domains: what follows two signs, one, or any; `^` begins, `$` ends, `0` is any digit. */
  labels: Record<string, Counts>;
  /** How long they are. */
  lengths: Counts;
}

/** As many customers must share what a stranger may be shown. */
export const LEAST_CUSTOMERS = 5;

/** Stands for everything that fewer customers have. */
export const RARE = '*';

/** Letters that stand for the kinds of contacts in a shape. */
export const SIGN_OF_KIND = {
  landline: 'L',
  ip_phone: 'I',
  mobile: 'M',
  unreachable_phone: 'U',
  email: 'E',
} as const;
export type Sign = (typeof SIGN_OF_KIND)[keyof typeof SIGN_OF_KIND];

/** The parts of a masked address. */
export function partsOfMail(mask: string): {
  letters: string;
  domain: string;
  label: string;
  suffix: string;
} {
  const domain = mask.slice(mask.indexOf('@') + 1);
  const dot = domain.indexOf('.');
  return {
    letters: mask.slice(0, mask.indexOf('*')),
    domain,
    label: domain.slice(0, dot),
    suffix: domain.slice(dot),
  };
}

/** The parts of a masked phone number: `****-**-*` and `300`. */
export function partsOfPhone(mask: string): { pattern: string; ending: string } {
  return { pattern: mask.slice(0, -3), ending: mask.slice(-3) };
}

/** How far two endings are apart, as `endingLikeness` names it. */
export function distanceOf(ending: string, earlier: string): string {
  const gap = Number(ending) - Number(earlier);
  return Math.abs(gap) <= 2 ? String(gap) : 'far';
}
