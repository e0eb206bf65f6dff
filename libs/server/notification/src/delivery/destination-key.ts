import type { Channel } from '@daiko/contracts';
import type { StableKey } from '@daiko/server-platform';

/** Digits at the end of a number that do not belong to its block: numbers in Japan are allotted in blocks. */
const BLOCK_DIGITS = 4;

/**
 * Keyed hash of a number or an address. It is the same for every customer who has the contact.
 * @param parts the E.164 number or the folded address, or what stands for a contact that belongs to no customer
 */
export function numberKey(stable: StableKey, ...parts: (string | Buffer)[]): Buffer {
  return stable.derive('destination', ...parts);
}

/** The key that limits per destination count on. @param number the result of `numberKey` */
export function destinationKey(stable: StableKey, number: Buffer, channel: Channel): Buffer {
  return stable.derive('destination', number, channel);
}

/** The block of numbers that a number belongs to: `+8190111` of `+81901112770`. */
export function blockOf(e164: string): string {
  return e164.slice(0, -BLOCK_DIGITS);
}

/** Keyed hash of a block, for places in which the typed number must not be readable. */
export function blockKey(stable: StableKey, block: string): Buffer {
  return stable.derive('destination', 'block', block);
}
