import type { ContactKind } from '@daiko/server-customer';
import {
  distanceOf,
  partsOfMail,
  partsOfPhone,
  RARE,
  SIGN_OF_KIND,
  type ContactStatistics,
  type Counts,
  type Sign,
} from './contact-statistics';
import type { SeededDraw } from './seeded-draw';

/** The contacts that were typed at 確認, masked. */
export interface TypedMasks {
  phone: { kind: ContactKind; mask: string };
  /** Null when an お客様ID was typed. */
  mail: string | null;
}

/** A contact of a decoy list. */
export interface DecoyContact {
  kind: ContactKind;
  mask: string;
  /** Whether it is the phone or the address that was typed. */
  isTyped: boolean;
}

const KIND_OF_SIGN = { L: 'landline', I: 'ip_phone', M: 'mobile', E: 'email' } as const;
/** The same for all numbers of the kind. */
const PATTERN_OF_KIND = { M: '***-****-*', I: '***-****-*' } as const;
type PhoneSign = 'L' | 'I' | 'M';
/** Longest made-up label; a longer one is cut off. */
const LONGEST_LABEL = 24;
/** Number of tries to get a label of the right length. */
const MOST_TRIES = 60;

/**
 * Draws the contacts of one decoy list: first the kinds, then the typed contacts, then each other contact depending
 * on the contacts that are already there.
 */
export class DecoyContacts {
  private readonly contacts: DecoyContact[] = [];

  constructor(
    private readonly statistics: ContactStatistics,
    private readonly draw: SeededDraw,
    private readonly typed: TypedMasks,
  ) {}

  /** The contacts in the order of 通知先選択. */
  list(): DecoyContact[] {
    const tokens = [...(this.shape().match(/[LIME]!?/g) ?? [])];
    const kinds = tokens.map((token) => token.charAt(0)).join('');
    const list = new Map<number, DecoyContact>();
    for (const isTyped of [true, false]) {
      for (const [index, token] of tokens.entries()) {
        if (token.endsWith('!') !== isTyped) continue;
        const contact = { ...this.contact(token, kinds), isTyped };
        list.set(index, contact);
        this.contacts.push(contact);
      }
    }
    return tokens.flatMap((_, index) => list.get(index) ?? []);
  }

  private shape(): string {
    const sign = SIGN_OF_KIND[this.typed.phone.kind];
    const asked = this.typed.mail === null ? 'id' : 'mail';
    const usual = sign === 'U' ? '' : `${sign}!`;
    return this.draw.pick(this.statistics.shapes[`${asked}:${sign}`]) ?? usual;
  }

  private contact(token: string, kinds: string): Omit<DecoyContact, 'isTyped'> {
    const sign = token.charAt(0) as Exclude<Sign, 'U'>;
    const kind = KIND_OF_SIGN[sign];
    if (sign === 'E') return { kind, mask: token === 'E!' ? (this.typed.mail ?? '') : this.mail(kinds) };
    return { kind, mask: token.endsWith('!') ? this.typed.phone.mask : this.phone(sign) };
  }

  private phone(sign: PhoneSign): string {
    const phones = this.contacts.filter(({ kind }) => kind !== 'email');
    const alike = phones.findLast(({ kind }) => SIGN_OF_KIND[kind] === sign);
    return `${this.pattern(sign, alike)}${this.ending(sign, alike ?? phones[0])}`;
  }

  private pattern(sign: PhoneSign, alike: DecoyContact | undefined): string {
    if (sign !== 'L') return PATTERN_OF_KIND[sign];
    if (alike && this.draw.pick(this.statistics.patternLikeness) === 'same')
      return partsOfPhone(alike.mask).pattern;
    return this.draw.pick(this.statistics.patterns) ?? '****-**-*';
  }

  private ending(sign: PhoneSign, earlier: DecoyContact | undefined): string {
    if (earlier) {
      const kinds = `${SIGN_OF_KIND[earlier.kind]}${sign}`;
      const distance = this.draw.pick(this.statistics.endingLikeness[kinds]) ?? 'far';
      const { ending } = partsOfPhone(earlier.mask);
      if (distance !== 'far')
        return String((Number(ending) + Number(distance) + 1_000) % 1_000).padStart(3, '0');
      for (let tries = 0; tries < 5; tries++) {
        const far = this.anyEnding(sign);
        if (distanceOf(far, ending) === 'far') return far;
      }
    }
    return this.anyEnding(sign);
  }

  private anyEnding(sign: PhoneSign): string {
    const ending = this.draw.pick(this.statistics.endings[sign]) ?? RARE;
    if (ending !== RARE) return ending;
    const lastTwo = this.draw.pick(this.statistics.rareEndings[sign]) ?? RARE;
    return `${this.draw.digits(1)}${lastTwo === RARE ? this.draw.digits(2) : lastTwo}`;
  }

  private mail(kinds: string): string {
    const earlier = this.contacts.findLast(({ kind }) => kind === 'email');
    if (earlier === undefined) return this.newMail(kinds);
    const likeness = this.draw.pick(this.statistics.mailLikeness) ?? 'none';
    const before = partsOfMail(earlier.mask);
    const domain = ['domain', 'both'].includes(likeness)
      ? before.domain
      : this.otherThan(before.domain, () => this.domain(kinds));
    const letters = ['letters', 'both'].includes(likeness)
      ? before.letters
      : this.otherThan(before.letters, () => this.lettersAt(domain));
    return `${letters}*****@${domain}`;
  }

  private newMail(kinds: string): string {
    const domain = this.domain(kinds);
    return `${this.lettersAt(domain)}*****@${domain}`;
  }

  /** Draws a value that differs from the earlier one, for a part in which two addresses are not alike. */
  private otherThan(earlier: string, drawn: () => string): string {
    for (let tries = 0; tries < 20; tries++) {
      const other = drawn();
      if (other !== earlier) return other;
    }
    return drawn();
  }

  private domain(kinds: string): string {
    const { domains, suffixes } = this.statistics;
    const drawn = this.draw.pick(domains[kinds] ?? domains['any']) ?? RARE;
    if (drawn !== RARE) return drawn;
    return `${this.label()}${this.draw.pick(suffixes) ?? '.co.jp'}`;
  }

  /**
   * A name that reads like a company's name and has a usual length. It is the name of a real company only by chance.
   */
  private label(): string {
    const length = Number(this.draw.pick(this.statistics.lengths) ?? 8);
    let label = this.anyLabel();
    for (let tries = 0; label.length !== length && tries < MOST_TRIES; tries++) label = this.anyLabel();
    return label.slice(0, length);
  }

  private anyLabel(): string {
    let label = '^';
    while (label.length <= LONGEST_LABEL) {
      const next = this.nextSign(label, this.statistics.labels, 2);
      if (next === '$') break;
      label += next;
    }
    return label.slice(1).replace(/0/g, () => this.draw.digits(1));
  }

  /** Draws the next sign after as many earlier signs as were seen together often enough. */
  private nextSign(before: string, chain: Record<string, Counts>, order: number): string {
    const known = order === 0 ? '' : before.slice(-order);
    const next = this.draw.pick(chain[known]) ?? RARE;
    if (next !== RARE) return next;
    return order > 0 ? this.nextSign(before, chain, order - 1) : this.anyLetter();
  }

  private anyLetter(): string {
    return String.fromCharCode(97 + Math.floor(this.draw.next() * 26));
  }

  private lettersAt(domain: string): string {
    const { letters, rareLetters, domains } = this.statistics;
    const group = domain in (domains['any'] ?? {}) ? 'often' : 'rare';
    const drawn = this.draw.pick(letters[group]) ?? RARE;
    if (drawn !== RARE) return drawn;
    const first = this.nextSign('^', rareLetters, 1);
    const second = this.nextSign(first, rareLetters, 1);
    return second === '$' ? first : `${first}${second}`;
  }
}
