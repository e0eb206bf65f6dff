import type { Channel } from '@daiko/contracts';
import type { StableKey } from '@daiko/server-platform';

/** Digits at the end of a number that its block does not have: Japan's numbers are allotted in blocks. */
const BLOCK_DIGITS = 4;

/**
 * Keyed hash of a number or an address, the same whoever has it.
 * @param parts E.164 or the folded address; or what stands for a contact that nobody has
 */
export function numberKey(stable: StableKey, ...parts: (string | Buffer)[]): Buffer {
  return stable.derive('destination', ...parts);
}

/** What limits per destination count on. @param number as `numberKey` gives it */
export function destinationKey(stable: StableKey, number: Buffer, channel: Channel): Buffer {
  return stable.derive('destination', number, channel);
}

/** The block of numbers that a number belongs to: `+8190111` of `+81901112770`. */
export function blockOf(e164: string): string {
  return e164.slice(0, -BLOCK_DIGITS);
}

/** Keyed hash of a block, for where nobody may read what was typed. */
export function blockKey(stable: StableKey, block: string): Buffer {
  return stable.derive('destination', 'block', block);
}
