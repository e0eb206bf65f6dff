import { Injectable } from '@nestjs/common';
import type { Channel } from '@daiko/contracts';
import { maskContact, phoneKind, waysOf } from '@daiko/server-customer';
import { blockKey, blockOf, numberKey, type DecoyTarget } from '@daiko/server-notification';
import { StableKey } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { ContactStatisticsStore } from './contact-statistics.store';
import { DecoyContacts } from './decoy-contacts';
import { SeededDraw } from './seeded-draw';

/** The identifier and the phone typed at 確認, in exact form. */
export interface Typed {
  phone: string;
  /** お客様ID or mail address. */
  identifier: string;
}

/** A row of a decoy list. It contains the typed contact only as a mask and as a keyed hash. */
export interface DecoyDestination extends DecoyTarget {
  /** The contact in the list: `decoy-0`. */
  contactPointId: string;
  channel: Channel;
  label: string;
  /** In base64. It is the same as for a customer with that number or address; see `RunDestinations`. */
  number: string;
}

interface KeptList {
  destinations: DecoyDestination[];
}

/**
 * The list for a pair that belongs to no customer. It is drawn from the frequencies of real lists and contains the
 * typed contacts as a real list would. Once drawn, it is stored, because the frequencies change and a real list does
 * not change with them.
 */
@Injectable()
export class DecoyListService {
  constructor(
    private readonly db: DataSource,
    private readonly statistics: ContactStatisticsStore,
    private readonly stable: StableKey,
  ) {}

  /**
   * Called for real pairs as well, which never show the list, so that the response time reveals nothing.
   * @param subject subject of the pair
   */
  async of(subject: Buffer, typed: Typed): Promise<DecoyDestination[]> {
    const destinations =
      (await this.kept(subject)) ?? (await this.keep(subject, await this.drawn(subject, typed)));
    const dealer = await this.dealerOf(typed.identifier, subject);
    return destinations.map((destination) => ({ ...destination, dealer }));
  }

  /**
   * Reads a stored list. Drawing takes longer for some lists than for others, and a person who asks again and again
   * must not be able to measure that.
   */
  private async kept(subject: Buffer): Promise<DecoyDestination[] | undefined> {
    const [rows] = await this.db.query<[KeptList[], number]>(UPDATE_DECOY_LIST, [subject]);
    return rows[0]?.destinations;
  }

  /** @returns the list that was stored first, when two requests ask at the same time */
  private async keep(subject: Buffer, drawn: DecoyDestination[]): Promise<DecoyDestination[]> {
    const [row] = await this.db.query<KeptList[]>(UPSERT_DECOY_LIST, [subject, JSON.stringify(drawn)]);
    return row?.destinations ?? drawn;
  }

  /**
   * 上位店 of the typed customer, or of a customer nearby. While a dealer's budget is used up, no SMS and no call goes
   * out to that dealer's customers, and a decoy must behave in the same way.
   */
  private async dealerOf(identifier: string, subject: Buffer): Promise<string | null> {
    const near = identifier.includes('@')
      ? String(subject.readUInt32BE(0) % 100_000_000).padStart(8, '0')
      : identifier;
    const [row] = await this.db.query<{ dealer: string }[]>(SELECT_DEALER, [identifier, near]);
    return row?.dealer ?? null;
  }

  private async drawn(subject: Buffer, { identifier, phone }: Typed): Promise<DecoyDestination[]> {
    const kind = phoneKind(phone);
    const mail = identifier.includes('@') ? identifier : null;
    const typed = {
      phone: { kind, mask: maskContact({ kind, value: phone }) },
      mail: mail && maskContact({ kind: 'email', value: mail }),
    };
    const draw = new SeededDraw(this.stable.derive('decoy', subject));
    const contacts = new DecoyContacts(await this.statistics.read(), draw, typed).list();
    return contacts.flatMap((contact, index) => {
      const value = contact.kind === 'email' ? (mail ?? '') : phone;
      const number = contact.isTyped
        ? numberKey(this.stable, value)
        : numberKey(this.stable, subject, String(index));
      return waysOf(contact.kind, contact.mask).map((way) => ({
        contactPointId: `decoy-${String(index)}`,
        kind: contact.kind,
        number: number.toString('base64'),
        block:
          contact.isTyped && mail !== value ? blockKey(this.stable, blockOf(value)).toString('base64') : null,
        dealer: null,
        ...way,
      }));
    });
  }
}

const UPDATE_DECOY_LIST = `
  UPDATE decoy_list SET asked_at = now() WHERE subject = $1 RETURNING destinations`;

const UPSERT_DECOY_LIST = `
  INSERT INTO decoy_list (subject, destinations) VALUES ($1, $2)
  ON CONFLICT (subject) DO UPDATE SET asked_at = now()
  RETURNING destinations`;

// All three are looked up, whichever is used. Otherwise the response time would reveal whether the address is a login
// ID.
const SELECT_DEALER = `
  SELECT coalesce(parent_customer_id, customer_id) AS dealer
    FROM (VALUES (1)) AS always
    LEFT JOIN LATERAL (SELECT customer_id AS named FROM credential WHERE login_id = $1 LIMIT 1) AS a ON true
    LEFT JOIN LATERAL (SELECT max(customer_id) AS below FROM customer WHERE customer_id <= $2) AS b ON true
    LEFT JOIN LATERAL (SELECT min(customer_id) AS first FROM customer) AS c ON true
    JOIN customer ON customer_id = coalesce(named, below, first)`;
