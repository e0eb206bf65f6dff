import { maskContact, type ContactKind } from '@daiko/server-customer';
import {
  distanceOf,
  LEAST_CUSTOMERS,
  partsOfMail,
  partsOfPhone,
  SIGN_OF_KIND,
  type ContactStatistics,
  type Counts,
} from './contact-statistics';
import {
  count,
  countChain,
  increase,
  lastTwoOfRare,
  mapValues,
  often,
  pooled,
  pooledBy,
  type Tables,
} from './counts';
import { withDefaults } from './default-statistics';

/** A customer for whom recovery can be opened, with the contacts in the order of the list. */
export interface CountedCustomer {
  /** Null when the customer has no working login ID yet. */
  loginId: string | null;
  contacts: { kind: ContactKind; value: string }[];
}

interface MaskedContact {
  sign: string;
  mask: string;
  value: string;
}

/** Counts what masked lists look like. Call `add` for each customer and then `result`. */
export class ContactCounter {
  private readonly shapes: Tables = {};
  private readonly patterns: Counts = {};
  private readonly patternLikeness: Counts = {};
  private readonly endings: Tables = {};
  private readonly endingLikeness: Tables = {};
  private readonly domains: Tables = {};
  private readonly mailLikeness: Counts = {};
  /** A customer's addresses, each masked form once, because five addresses of one company belong to one customer. */
  private readonly mails: { letters: Set<string>; domains: Set<string> }[] = [];

  add({ loginId, contacts }: CountedCustomer): void {
    const masked = contacts.map(({ kind, value }) => ({
      sign: SIGN_OF_KIND[kind],
      mask: maskContact({ kind, value }),
      value,
    }));
    const phones = masked.filter(({ sign }) => sign !== 'E');
    // A customer counts once, whichever of several phones is typed.
    for (const phone of phones) this.addShapes(masked, phone, loginId, 1 / phones.length);
    const listed = masked.filter(({ sign }) => sign !== 'U');
    this.addPhones(listed.filter(({ sign }) => sign !== 'E'));
    const kinds = listed.map(({ sign }) => sign).join('');
    this.addMails(
      kinds,
      listed.filter(({ sign }) => sign === 'E').map(({ mask }) => mask),
    );
  }

  result(): ContactStatistics {
    const isOften = (domain: string) => (this.domains['any']?.[domain] ?? 0) >= LEAST_CUSTOMERS;
    const letters: Tables = {};
    const suffixes: Counts = {};
    const labels: Tables = {};
    const lengths: Counts = {};
    for (const { letters: shown, domains } of this.mails) {
      for (const one of shown) count(letters, isOften(domainOf(one)) ? 'often' : 'rare', lettersOf(one));
      const rare = [...domains]
        .filter((domain) => !isOften(domain))
        .map((domain) => partsOfMail(`@${domain}`));
      for (const suffix of new Set(rare.map((one) => one.suffix))) increase(suffixes, suffix);
      for (const label of new Set(rare.map((one) => one.label))) {
        countChain(labels, label);
        increase(lengths, String(label.length));
      }
    }
    return withDefaults({
      shapes: this.shapes,
      patterns: often(this.patterns),
      patternLikeness: this.patternLikeness,
      endings: mapValues(this.endings, pooled),
      rareEndings: mapValues(this.endings, (counts) => pooled(lastTwoOfRare(counts))),
      endingLikeness: this.endingLikeness,
      domains: mapValues(this.domains, (counts) => pooledBy(counts, isOften)),
      mailLikeness: this.mailLikeness,
      letters: mapValues(letters, pooled),
      rareLetters: rareLetters(letters),
      suffixes: often(suffixes),
      labels: mapValues(labels, pooled),
      lengths,
    });
  }

  private addShapes(
    masked: MaskedContact[],
    typed: MaskedContact,
    loginId: string | null,
    weight: number,
  ): void {
    const shape = (typedMail: string | null) =>
      masked
        .filter(({ sign }) => sign !== 'U')
        .map(
          (one) => `${one.sign}${one === typed || (one.sign === 'E' && one.value === typedMail) ? '!' : ''}`,
        )
        .join('');
    count(this.shapes, `id:${typed.sign}`, shape(null), weight);
    if (loginId !== null) count(this.shapes, `mail:${typed.sign}`, shape(loginId), weight);
  }

  private addPhones(phones: MaskedContact[]): void {
    for (const [index, phone] of phones.entries()) {
      const { pattern, ending } = partsOfPhone(phone.mask);
      count(this.endings, phone.sign, ending);
      if (phone.sign === 'L') increase(this.patterns, pattern);
      const before = phones.slice(0, index);
      const alike = before.findLast(({ sign }) => sign === phone.sign);
      if (alike) this.addAlike(phone, alike);
      else if (before[0]) this.addUnlike(phone, before[0]);
    }
  }

  private addAlike({ sign, mask }: MaskedContact, earlier: MaskedContact): void {
    const [own, other] = [partsOfPhone(mask), partsOfPhone(earlier.mask)];
    count(this.endingLikeness, `${sign}${sign}`, distanceOf(own.ending, other.ending));
    if (sign === 'L') increase(this.patternLikeness, own.pattern === other.pattern ? 'same' : 'other');
  }

  /** Counts both directions, because it is not known here which of the two is typed. */
  private addUnlike(one: MaskedContact, other: MaskedContact): void {
    const [own, earlier] = [partsOfPhone(one.mask).ending, partsOfPhone(other.mask).ending];
    count(this.endingLikeness, `${other.sign}${one.sign}`, distanceOf(own, earlier));
    count(this.endingLikeness, `${one.sign}${other.sign}`, distanceOf(earlier, own));
  }

  private addMails(kinds: string, masks: string[]): void {
    const domains = new Set(masks.map(domainOf));
    for (const domain of domains) {
      count(this.domains, 'any', domain);
      count(this.domains, kinds, domain);
    }
    this.mails.push({ letters: new Set(masks), domains });
    for (const [index, mask] of masks.entries()) {
      const earlier = masks[index - 1];
      if (earlier !== undefined) increase(this.mailLikeness, likenessOf(mask, earlier));
    }
  }
}

const domainOf = (mask: string) => partsOfMail(mask).domain;
const lettersOf = (mask: string) => partsOfMail(mask).letters;

function likenessOf(mask: string, earlier: string): string {
  const [one, other] = [partsOfMail(mask), partsOfMail(earlier)];
  const hasLetters = one.letters === other.letters;
  if (one.domain === other.domain) return hasLetters ? 'both' : 'domain';
  return hasLetters ? 'letters' : 'none';
}

function rareLetters(letters: Tables): Tables {
  const result: Tables = {};
  for (const counts of Object.values(letters)) {
    for (const [shown, seen] of Object.entries(counts)) {
      if (seen >= LEAST_CUSTOMERS) continue;
      const [first, second] = [shown.charAt(0), shown.charAt(1) || '$'];
      count(result, '^', first, seen);
      count(result, first, second, seen);
      count(result, '', second, seen);
    }
  }
  return mapValues(result, pooled);
}
