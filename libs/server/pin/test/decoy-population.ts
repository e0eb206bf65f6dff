import type { ContactKind } from '@daiko/server-customer';
import type { DataSource } from 'typeorm';
import type { SeededDraw } from '../src/decoy/seeded-draw';

/** A contact as it is stored. */
interface Contact {
  kind: ContactKind;
  value: string;
}

/** A person with contacts, stored or not. The first mail address, if any, is the login ID. */
export interface Person {
  customerId: string;
  loginId: string;
  contacts: Contact[];
}

/** Choices with their weights. */
type Weighted<T extends string | number> = readonly (readonly [T, number])[];

/** The contacts that people in one place have. All of it is invented. */
export interface Population {
  name: string;
  /** L landline, I 050, M mobile, E mail; in the order in which they are stored. */
  shapes: Weighted<string>;
  /** Area codes without 0. */
  areas: Weighted<string>;
  /** `own`: a domain that no other person has. */
  domains: Weighted<string>;
  /** Share of local parts that are typical of companies: info, office … */
  companyShare: number;
  /** Share of second addresses that begin like the first, and of second phones that end next to the first. */
  likeness: number;
  /** Share of landlines that end with a round number. */
  roundShare: number;
}

const BIG: Weighted<string> = [
  ['gmail.com', 40],
  ['yahoo.co.jp', 15],
  ['docomo.ne.jp', 12],
  ['icloud.com', 10],
  ['ezweb.ne.jp', 6],
  ['softbank.ne.jp', 4],
  ['i.softbank.jp', 2],
  ['outlook.jp', 2],
  ['hotmail.co.jp', 2],
  ['nifty.com', 1.5],
];

export const POPULATIONS: readonly Population[] = [
  {
    name: 'big city',
    shapes: [
      ['ME', 50],
      ['LME', 12],
      ['MEE', 14],
      ['MMEE', 5],
      ['LE', 6],
      ['IME', 4],
      ['M', 6],
      ['LMEE', 3],
    ],
    areas: [
      ['3', 60],
      ['45', 20],
      ['42', 10],
      ['48', 10],
    ],
    domains: [...BIG, ['own', 6]],
    companyShare: 0.05,
    likeness: 0.45,
    roundShare: 0.1,
  },
  {
    name: 'countryside',
    shapes: [
      ['LM', 20],
      ['LME', 40],
      ['L', 12],
      ['LE', 12],
      ['ME', 10],
      ['LMME', 4],
      ['LLME', 2],
    ],
    areas: [
      ['279', 40],
      ['466', 25],
      ['9496', 10],
      ['26', 25],
    ],
    domains: [
      ['docomo.ne.jp', 30],
      ['yahoo.co.jp', 20],
      ['gmail.com', 15],
      ['ezweb.ne.jp', 10],
      ['wind.ne.jp', 8],
      ['po.kumagaya.example.jp', 3],
      ['own', 2],
    ],
    companyShare: 0.02,
    likeness: 0.3,
    roundShare: 0.15,
  },
  {
    name: 'companies',
    shapes: [
      ['LE', 35],
      ['LLE', 20],
      ['LEE', 15],
      ['LME', 12],
      ['LMEE', 6],
      ['ILE', 6],
      ['LLMEEE', 4],
    ],
    areas: [
      ['3', 35],
      ['6', 25],
      ['52', 20],
      ['466', 20],
    ],
    domains: [
      ['own', 45],
      ['gmail.com', 15],
      ['ocn.ne.jp', 8],
      ['yahoo.co.jp', 8],
    ],
    companyShare: 0.6,
    likeness: 0.2,
    roundShare: 0.5,
  },
  {
    name: 'an odd one',
    shapes: [
      ['MM', 25],
      ['MMEE', 25],
      ['ME', 20],
      ['MEEE', 20],
      ['IE', 10],
    ],
    areas: [['3', 1]],
    domains: [
      ['docomo.ne.jp', 70],
      ['xn--wgv71a.example.jp', 10],
      ['gmail.com', 17],
      ['own', 3],
    ],
    companyShare: 0,
    likeness: 0.8,
    roundShare: 0,
  },
];

const FAMILIES =
  `satou suzuki takahashi tanaka itou watanabe yamamoto nakamura kobayashi katou yoshida yamada sasaki
  yamaguchi matsumoto inoue kimura hayashi saitou shimizu yamazaki mori ikeda hashimoto abe ishikawa maeda fujita ogawa
  okada gotou hasegawa murakami kondou ishii sakamoto endou aoki fujii nishimura fukuda oota miura fujiwara okamoto
  matsuda nakajima nakano harada ono tamura takeuchi kaneko wada nakayama ishida ueda morita hara shibata`.split(
    /\s+/,
  );
const NICKNAMES = 'happy sakura neko love hana pochi taro miki yuki kame star 1979 z.. x_x a-1 hoshi'.split(
  ' ',
);
const OFFICES = ['info', 'office', 'mail', 'eigyo', 'soumu', 'contact', 'jimu'];
const TRADES = [
  'shokai',
  'kensetsu',
  'sangyo',
  'shouten',
  'denki',
  'foods',
  'works',
  'farm',
  'kogyo',
  'dental',
];
const ENDINGS: Weighted<string> = [
  ['co.jp', 45],
  ['jp', 20],
  ['com', 20],
  ['ne.jp', 8],
  ['or.jp', 7],
];

/** Makes people of a population; the same draw always makes the same people. */
export class People {
  constructor(
    private readonly population: Population,
    private readonly draw: SeededDraw,
    private next: number,
  ) {}

  one(): Person {
    const customerId = String(this.next++).padStart(8, '0');
    const family = this.any(FAMILIES);
    const contacts: Contact[] = [];
    for (const sign of this.pick(this.population.shapes))
      contacts.push(sign === 'E' ? this.mail(family, contacts) : this.phone(sign, contacts));
    const own = contacts.find(({ kind }) => kind === 'email') ?? this.mail(family, []);
    return { customerId, loginId: own.value, contacts };
  }

  private phone(sign: string, before: Contact[]): Contact {
    const last = before.findLast(({ kind }) => kind !== 'email');
    const tail = last && this.chance(this.population.likeness / 2) ? neighbour(last.value) : this.tail(sign);
    if (sign === 'M')
      return { kind: 'mobile', value: `+81${this.any(['90', '80', '70'])}${this.exchangeOfMobile()}${tail}` };
    if (sign === 'I') return { kind: 'ip_phone', value: `+8150${String(5_500 + this.below(300))}${tail}` };
    const same = before.find(({ kind }) => kind === 'landline');
    const area = same && this.chance(0.9) ? same.value.slice(3, -5) : this.exchange();
    return { kind: 'landline', value: `+81${area}${this.digits(1)}${tail}` };
  }

  /** At least 1000, because 0800 would be toll-free. */
  private exchangeOfMobile(): number {
    return 1_000 + this.below(9_000);
  }

  /** Area and exchange, without the last five digits. */
  private exchange(): string {
    const area = this.pick(this.population.areas);
    return `${area}${'52'.repeat(2).slice(0, 4 - area.length)}`;
  }

  private tail(sign: string): string {
    const isRound = sign === 'L' && this.chance(this.population.roundShare);
    return isRound ? `${this.digits(2)}${this.any(['00', '11', '01', '10'])}` : this.digits(4);
  }

  private mail(family: string, before: Contact[]): Contact {
    const last = before.findLast(({ kind }) => kind === 'email')?.value.split('@');
    const chosen = this.pick(this.population.domains);
    const domain = chosen === 'own' ? (last && this.chance(0.5) ? last[1]! : this.ownDomain(family)) : chosen;
    const isLike = last !== undefined && this.chance(this.population.likeness);
    const local = isLike ? last[0]! : this.local(family, chosen === 'own');
    // It is long enough to be unique; the mask hides its length.
    return { kind: 'email', value: `${local}${String(this.next)}${this.digits(3)}@${domain}` };
  }

  private local(family: string, isCompany: boolean): string {
    if (this.chance(isCompany ? Math.max(0.7, this.population.companyShare) : this.population.companyShare))
      return this.any(OFFICES);
    return this.chance(0.6) ? family : this.any(NICKNAMES);
  }

  private ownDomain(family: string): string {
    const other = this.any(FAMILIES).slice(0, 3 + this.below(3));
    const name = this.chance(0.4) ? `${family}-${this.any(TRADES)}` : `${other}${this.any(TRADES)}`;
    return `${name}${this.chance(0.3) ? String(this.below(90)) : ''}.${this.pick(ENDINGS)}`;
  }

  any<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
  private below(bound: number): number {
    return Math.floor(this.draw.next() * bound);
  }
  private chance(share: number): boolean {
    return this.draw.next() < share;
  }
  private digits(length: number): string {
    return String(this.below(10 ** length)).padStart(length, '0');
  }
  private pick<T extends string | number>(choices: Weighted<T>): T {
    let left = this.draw.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    return (choices.find(([, weight]) => (left -= weight) < 0) ?? choices[0]!)[0];
  }
}

/** The last four digits of the next number. */
function neighbour(phone: string): string {
  return String((Number(phone.slice(-4)) + 1) % 10_000).padStart(4, '0');
}

/** Stores people, each with a working login. */
export async function savePeople(db: DataSource, people: readonly Person[], parent: string): Promise<void> {
  await db.query(SAVE, [JSON.stringify(people), parent]);
}

const SAVE = `
  WITH person AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS row("customerId" text, "loginId" text, contacts jsonb)
  ), saved AS (
    INSERT INTO customer (customer_id, kind, name, kana, search_key, rank_code, member_class_code, parent_customer_id, path)
    SELECT "customerId", 'personal', '試験', 'シケン', 'シケン', 'member', 'member', $2,
           (SELECT path FROM customer WHERE customer_id = $2) || "customerId"::ltree FROM person
    RETURNING customer_id
  ), logged AS (
    INSERT INTO credential (customer_id, login_id, password_hash, state, confirmed_at)
    SELECT customer_id, "loginId", 'hash', 'active', now() FROM saved JOIN person ON "customerId" = customer_id
  )
  INSERT INTO contact_point (customer_id, kind, value, priority, confirmed_at)
  SELECT customer_id, contact ->> 'kind', contact ->> 'value', place, now()
    FROM saved JOIN person ON "customerId" = customer_id,
         jsonb_array_elements(contacts) WITH ORDINALITY AS listed (contact, place)
  ON CONFLICT DO NOTHING`;
