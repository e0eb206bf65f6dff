import type { ContactStatistics, Counts } from './contact-statistics';

/** From this count on, only counted values are used; below it, the defaults make up the rest. */
const ENOUGH = 100;

/**
 * Frequencies as they may be in a network of dealers in Japan. They are a guess until there are customers to count.
 */
const DEFAULTS: ContactStatistics = {
  shapes: {
    'id:M': { 'M!E': 50, 'LM!E': 20, 'M!EE': 10, 'M!': 8, 'M!ME': 4, 'LM!': 4, 'LM!EE': 4 },
    'id:L': { 'L!ME': 40, 'L!E': 25, 'L!M': 10, 'L!': 8, 'L!LE': 5, 'L!EE': 5, 'L!MEE': 4, 'LL!E': 3 },
    'id:I': { 'I!ME': 40, 'I!E': 35, 'LI!E': 15, 'I!': 10 },
    'id:U': { E: 60, ME: 30, LE: 10 },
    'mail:M': { 'M!E!': 60, 'LM!E!': 25, 'M!E!E': 6, 'M!EE!': 4, 'M!ME!': 5 },
    'mail:L': { 'L!ME!': 50, 'L!E!': 35, 'L!LE!': 5, 'L!E!E': 5, 'L!EE!': 3, 'L!ME!E': 2 },
    'mail:I': { 'I!ME!': 50, 'I!E!': 35, 'LI!E!': 15 },
    'mail:U': { 'E!': 60, 'ME!': 30, 'LE!': 10 },
  },
  patterns: { '****-**-*': 35, '***-***-*': 40, '**-****-*': 25 },
  patternLikeness: { same: 9, other: 1 },
  endings: {},
  rareEndings: {},
  endingLikeness: {},
  domains: {
    any: {
      'gmail.com': 34,
      'yahoo.co.jp': 18,
      'docomo.ne.jp': 12,
      'icloud.com': 8,
      'ezweb.ne.jp': 7,
      'softbank.ne.jp': 4,
      'i.softbank.jp': 2,
      'au.com': 2,
      'outlook.jp': 2,
      'hotmail.co.jp': 2,
      'nifty.com': 1,
      'ocn.ne.jp': 2,
      '*': 6,
    },
  },
  mailLikeness: { none: 55, letters: 35, domain: 6, both: 4 },
  letters: { often: { '*': 1 }, rare: { in: 35, of: 5, '*': 60 } },
  rareLetters: {
    '^': { a: 8, e: 2, f: 3, h: 8, i: 5, k: 12, m: 12, n: 8, o: 4, r: 3, s: 12, t: 11, w: 3, y: 9 },
    ...byEach('aeiou', 'knmrstyi'),
    ...byEach('fhkmnrstwy', 'aeiou'),
  },
  suffixes: { '.co.jp': 45, '.jp': 20, '.com': 20, '.ne.jp': 8, '.or.jp': 4, '.net': 3 },
  labels: {
    '^': { a: 4, d: 2, f: 3, g: 2, h: 5, i: 3, k: 8, m: 8, n: 5, o: 3, s: 9, t: 8, w: 2, y: 6 },
    ...byEach('aeiou', 'knmrstyhgwd$-'),
    ...byEach('dfghkmnrstwy', 'aeiou'),
    '-': { k: 3, s: 4, d: 2, n: 2, f: 2, t: 2, m: 2 },
  },
  lengths: { 4: 5, 5: 8, 6: 12, 7: 13, 8: 13, 9: 12, 10: 10, 11: 9, 12: 7, 13: 5, 14: 3, 15: 3 },
};

/** The counted values, with defaults for everything that was not seen often enough. */
export function withDefaults(counted: ContactStatistics): ContactStatistics {
  return {
    shapes: eachFilled(counted.shapes, DEFAULTS.shapes),
    patterns: filled(counted.patterns, DEFAULTS.patterns),
    patternLikeness: filled(counted.patternLikeness, DEFAULTS.patternLikeness),
    endings: counted.endings,
    rareEndings: counted.rareEndings,
    endingLikeness: counted.endingLikeness,
    domains: eachFilled(counted.domains, DEFAULTS.domains),
    mailLikeness: filled(counted.mailLikeness, DEFAULTS.mailLikeness),
    letters: eachFilled(counted.letters, DEFAULTS.letters),
    rareLetters: eachFilled(counted.rareLetters, DEFAULTS.rareLetters),
    suffixes: filled(counted.suffixes, DEFAULTS.suffixes),
    labels: eachFilled(counted.labels, DEFAULTS.labels),
    lengths: filled(counted.lengths, DEFAULTS.lengths),
  };
}

/** Each of the signs is followed by each of the followers, equally often. */
function byEach(signs: string, followers: string): Record<string, Counts> {
  const next = Object.fromEntries([...followers].map((sign) => [sign, 1]));
  return Object.fromEntries([...signs].map((sign) => [sign, next]));
}

function eachFilled(
  counted: Record<string, Counts>,
  defaults: Record<string, Counts>,
): Record<string, Counts> {
  const names = Object.keys({ ...counted, ...defaults });
  return Object.fromEntries(names.map((name) => [name, filled(counted[name] ?? {}, defaults[name] ?? {})]));
}

function filled(counted: Counts, defaults: Counts): Counts {
  const missing = ENOUGH - sumOf(counted);
  if (missing <= 0) return counted;
  const share = missing / (sumOf(defaults) || 1);
  const result = { ...counted };
  for (const [name, weight] of Object.entries(defaults)) result[name] = (result[name] ?? 0) + weight * share;
  return result;
}

function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
