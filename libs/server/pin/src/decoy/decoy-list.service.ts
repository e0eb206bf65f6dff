import { Injectable } from '@nestjs/common';
import type { Channel } from '@daiko/contracts';
import { maskContact, phoneKind, waysOf } from '@daiko/server-customer';
import { StableKey } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { ContactStatisticsStore } from './contact-statistics.store';
import { DecoyContacts } from './decoy-contacts';
import { SeededDraw } from './seeded-draw';

/** What was typed at 確認, in exact form. */
export interface Typed {
  phone: string;
  /** お客様ID or mail address. */
  identifier: string;
}

/** A row of a decoy list. What was typed is in it as its mask and as a keyed hash. */
export interface DecoyDestination {
  /** Which contact of the list: `decoy-0`. */
  contactPointId: string;
  channel: Channel;
  label: string;
  /** In base64; the same as a customer's with that number or address, see `RunDestinations`. */
  number: string;
}

/**
 * The list that is shown to a pair that is nobody's: drawn from the frequencies of real ones, with what was typed in it as
 * a real list would have it. Once drawn it is kept, because frequencies change and real lists do not with them.
 */
@Injectable()
export class DecoyListService {
  constructor(
    private readonly db: DataSource,
    private readonly statistics: ContactStatisticsStore,
    private readonly stable: StableKey,
  ) {}

  /** Asked for real pairs as well, which are never shown it, so that the time does not tell. @param subject of the pair */
  async of(subject: Buffer, typed: Typed): Promise<DecoyDestination[]> {
    const drawn = await this.drawn(subject, typed);
    const [row] = await this.db.query<{ destinations: DecoyDestination[] }[]>(KEEP_LIST, [
      subject,
      JSON.stringify(drawn),
    ]);
    return row?.destinations ?? drawn;
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
        number: number.toString('base64'),
        ...way,
      }));
    });
  }
}

/**
 * What limits per number and address count on, over all customers: keyed hash of the number or address.
 * @param parts the value; or what stands for a contact that nobody has
 */
export function numberKey(stable: StableKey, ...parts: (string | Buffer)[]): Buffer {
  return stable.derive('destination', ...parts);
}

const KEEP_LIST = `
  INSERT INTO decoy_list (subject, destinations) VALUES ($1, $2)
  ON CONFLICT (subject) DO UPDATE SET asked_at = now()
  RETURNING destinations`;
