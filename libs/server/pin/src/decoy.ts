import type { Channel, PinPurpose } from '@daiko/contracts';
import {
  destinationsOf,
  inOrder,
  phoneKind,
  type ContactKind,
  type Destination,
} from '@daiko/server-customer';

/** What was typed at 確認, in exact form. */
export interface Typed {
  phone: string;
  /** お客様ID or mail address. */
  identifier: string;
}

const DOMAINS = ['gmail.com', 'yahoo.co.jp', 'docomo.ne.jp', 'ezweb.ne.jp', 'softbank.ne.jp', 'icloud.com'];
const LETTERS = 'aiueokstnhmyr';
/** Area codes of different lengths, so that masks differ as real ones do. */
const AREAS = ['466', '45', '3', '6', '52', '279'];

/**
 * The list shown to a pair that is nobody's: what was typed, as a real list would hold it, and contacts drawn from the
 * keyed hash. The same pair always gets the same list, and nothing in it can be told from a real one.
 * @param seed 32 bytes, keyed hash of the typed pair
 */
export function decoyDestinations(purpose: PinPurpose, typed: Typed, seed: Buffer): Destination[] {
  const typedKind = phoneKind(typed.phone);
  const contacts: { kind: ContactKind; value: string }[] = [{ kind: typedKind, value: typed.phone }];
  if (seed.readUInt8(0) % 2 === 0) contacts.push(otherPhone(typedKind, seed));
  if (purpose === 'password_reset') contacts.push({ kind: 'email', value: typed.identifier });
  else if (seed.readUInt8(1) % 8 !== 0) contacts.push({ kind: 'email', value: drawnEmail(seed) });
  return inOrder(contacts.map((contact, index) => ({ ...contact, id: `decoy-${String(index)}` }))).flatMap(
    destinationsOf,
  );
}

function otherPhone(typedKind: ContactKind, seed: Buffer): { kind: ContactKind; value: string } {
  const digits = (length: number) => (seed.readUIntBE(4, 6) % 10 ** length).toString().padStart(length, '0');
  if (typedKind === 'mobile') {
    const area = AREAS[seed.readUInt8(2) % AREAS.length] ?? '3';
    return { kind: 'landline', value: `+81${area}2${digits(8 - area.length)}` };
  }
  return { kind: 'mobile', value: `+8190${digits(8)}` };
}

function drawnEmail(seed: Buffer): string {
  const letter = (offset: number) => LETTERS[seed.readUInt8(offset) % LETTERS.length] ?? 'a';
  return `${letter(12)}${letter(13)}xx@${DOMAINS[seed.readUInt8(14) % DOMAINS.length] ?? 'gmail.com'}`;
}

/** How a destination is named where limits count: contact and channel. */
export function destinationName(destination: { contactPointId: string; channel: Channel }): string {
  return `${destination.contactPointId}:${destination.channel}`;
}
