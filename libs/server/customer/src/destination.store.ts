import { Injectable } from '@nestjs/common';
import { CHANNEL_NAMES, type Channel } from '@daiko/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import type { ContactPoint, ContactKind } from './contact-point.entity';
import { maskEmail, maskPhone } from './mask';

/** One row of 通知先選択: a contact and a channel. */
export interface Destination {
  contactPointId: string;
  /** Phone in E.164 or mail address in full. It is only for limits and must never be shown. */
  value: string;
  channel: Channel;
  /** The text on the screen: `***-****-*770 (ショートメッセージ)`. */
  label: string;
}

/**
 * Channels that can send a PIN to a contact, in the order of the announcement. A 050 number gets a call but no SMS (a
 * published deviation).
 */
const CHANNELS_OF: Record<ContactKind, readonly Channel[]> = {
  landline: ['voice'],
  ip_phone: ['voice'],
  mobile: ['sms', 'voice'],
  unreachable_phone: [],
  email: ['email'],
};
const ORDER: readonly ContactKind[] = ['landline', 'ip_phone', 'mobile', 'email'];

/** The channels of a contact, as rows of 通知先選択. */
export function destinationsOf({
  id,
  kind,
  value,
}: Pick<ContactPoint, 'id' | 'kind' | 'value'>): Destination[] {
  return waysOf(kind, maskContact({ kind, value })).map((way) => ({ contactPointId: id, value, ...way }));
}

/** A contact as 通知先選択 shows it. */
export function maskContact({ kind, value }: Pick<ContactPoint, 'kind' | 'value'>): string {
  return kind === 'email' ? maskEmail(value) : maskPhone(value);
}

/** The channels of a contact that is already masked. */
export function waysOf(kind: ContactKind, mask: string): Pick<Destination, 'channel' | 'label'>[] {
  return CHANNELS_OF[kind].map((channel) => ({ channel, label: `${mask} (${CHANNEL_NAMES[channel]})` }));
}

/** Contacts in the order of the announcement: landline, mobile, mail. */
export function inOrder<T extends Pick<ContactPoint, 'kind'>>(contacts: readonly T[]): T[] {
  return ORDER.flatMap((kind) => contacts.filter((contact) => contact.kind === kind));
}

/** Where a customer's PIN may go. A contact that a dealer changed is included only after its hold is over. */
@Injectable()
export class DestinationStore {
  constructor(private readonly db: DataSource) {}

  /**
   * @param manager of the caller's transaction, if there is one: waiting for a second connection inside the
   * transaction could block forever
   * @returns the customer's destinations in the order of the announcement; empty when nothing is on file
   */
  async of(customerId: string, manager: EntityManager = this.db.manager): Promise<Destination[]> {
    // Reads rows instead of entities: creating entities would take longer for a real customer than for a decoy.
    const contacts = await manager.query<Pick<ContactPoint, 'id' | 'kind' | 'value'>[]>(SELECT_DESTINATIONS, [
      customerId,
    ]);
    return inOrder(contacts).flatMap(destinationsOf);
  }
}

const SELECT_DESTINATIONS = `
  SELECT id, kind, value FROM contact_point
   WHERE customer_id = $1 AND retired_at IS NULL AND (held_until IS NULL OR held_until <= now())
   ORDER BY priority, created_at, id`;
