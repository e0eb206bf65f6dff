import { Injectable } from '@nestjs/common';
import type { Channel } from '@daiko/contracts';
import { StableKey } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { blockKey, blockOf, destinationKey, numberKey } from '../delivery/destination-key';

/** What a decoy has in common with a real message: what its destination would be if it belonged to a customer. */
export interface DecoyTarget {
  /** Kind of contact; null when it is unknown. */
  kind: string | null;
  /** The block in base64, see `blockKey`; null for a number that was made up. */
  block: string | null;
  /** The 上位店 that the message would be counted for. */
  dealer: string | null;
}

/** A row of a decoy list as it is stored in the run. */
interface DecoyRow extends DecoyTarget {
  /** The number in base64, see `numberKey`. */
  number: string;
}

interface Run {
  channel: Channel;
  destinationKey: Buffer;
  decoys: DecoyRow[] | null;
  /** The customer, if the run is for one whose recovery is closed; null for a decoy. */
  customerId: string | null;
}

const UNKNOWN: DecoyTarget = { kind: null, block: null, dealer: null };

/** Finds out where a decoy would go. */
@Injectable()
export class DecoyTargets {
  constructor(
    private readonly db: DataSource,
    private readonly stable: StableKey,
  ) {}

  async of(notificationId: string): Promise<DecoyTarget> {
    const [run] = await this.db.query<Run[]>(SELECT_RUN, [notificationId]);
    if (run === undefined) return UNKNOWN;
    const isIt = (number: Buffer) =>
      destinationKey(this.stable, number, run.channel).equals(run.destinationKey);
    if (run.customerId === null)
      return run.decoys?.find(({ number }) => isIt(Buffer.from(number, 'base64'))) ?? UNKNOWN;
    const contacts = await this.db.query<{ kind: string; value: string; dealer: string }[]>(SELECT_CONTACTS, [
      run.customerId,
    ]);
    const contact = contacts.find(({ value }) => isIt(numberKey(this.stable, value)));
    return contact === undefined
      ? UNKNOWN
      : { ...contact, block: blockKey(this.stable, blockOf(contact.value)).toString('base64') };
  }
}

const SELECT_RUN = `
  SELECT channel, destination_key AS "destinationKey", decoys, run.customer_id AS "customerId"
    FROM notification JOIN pin_challenge AS run ON run.id = challenge_id WHERE notification.id = $1`;
const SELECT_CONTACTS = `
  SELECT contact_point.kind, value, COALESCE(parent_customer_id, customer_id) AS dealer
    FROM contact_point JOIN customer USING (customer_id) WHERE customer_id = $1 AND retired_at IS NULL`;
