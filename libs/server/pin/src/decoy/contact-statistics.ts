/** How often something was seen, by its name. */
export type Counts = Record<string, number>;

/**
 * Frequencies of customers' masked contacts. Nothing in it belongs to one customer: domains, letters and digits are
 * included only if at least `LEAST_CUSTOMERS` of the counted customers have them.
 */
export interface ContactStatistics {
  /**
   * By `<id or mail>:<kind of the typed phone>`: the kinds of the contacts in the order of the list, `LM!ME`. `!`
   * follows each contact that was typed. L: landline, I: 050, M: mobile, E: mail; U, only in the key: a number that
   * gets no PIN.
   */
  shapes: Record<string, Counts>;
  /** Positions of the hyphens in a landline's mask: `****-**-*`. */
  patterns: Counts;
  /** Whether a second landline has the pattern of the first: `same` or `other`. */
  patternLikeness: Counts;
  /** By kind: the last three digits; `*` for all rare endings, whose last two digits are in `rareEndings`. */
  endings: Record<string, Counts>;
  rareEndings: Record<string, Counts>;
  /**
   * By kinds, `ML`: the distance of a phone's last three digits from those of an earlier phone, -2 to 2, or `far`.
   */
  endingLikeness: Record<string, Counts>;
  /** By all kinds of the list, `LME`, and for all lists, `any`: the domains; `*` for all rare ones. */
  domains: Record<string, Counts>;
  /** How similar a second address is to an earlier one: `both` letters and domain, `letters`, `domain` or `none`. */
  mailLikeness: Counts;
  /** By how common the domain is, `often` or `rare`: the letters that the mask shows; `*` for rare ones. */
  letters: Record<string, Counts>;
  /**
   * Rare letters: the first letter by `^`; the second letter by the first one, and by the empty key; `$` for no
   * letter, `*` for rare ones.
   */
  rareLetters: Record<string, Counts>;
  /** Rare domains: the part after their first label, `.co.jp`. */
  suffixes: Counts;
  /**
   * First labels of rare domains: the sign that follows two signs, one sign, or any sign; `^` is the beginning, `$`
   * the end, `0` any digit.
   */
  labels: Record<string, Counts>;
  /** Lengths of the first labels of rare domains. */
  lengths: Counts;
}

/** Number of customers who must share a value before a stranger may see it. */
export const LEAST_CUSTOMERS = 5;

/** Stands for all values that fewer customers have. */
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

/** The distance between two endings, as `endingLikeness` names it. */
export function distanceOf(ending: string, earlier: string): string {
  const gap = Number(ending) - Number(earlier);
  return Math.abs(gap) <= 2 ? String(gap) : 'far';
}
