import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';

/** `$5$` and `$6$` of crypt(3): salt, rounds and digest as in U. Drepper's specification. */
export interface ShaCrypt {
  algorithm: 'sha256' | 'sha512';
  rounds: number;
  salt: string;
}

/** Number of rounds after which other work of the process gets its turn. */
const ROUNDS_AT_A_STRETCH = 5_000;

const ALPHABET = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** @returns the digest in the notation of crypt(3), without salt and rounds */
export async function shaCrypt({ algorithm, rounds, salt }: ShaCrypt, password: string): Promise<string> {
  const key = Buffer.from(password);
  const seed = Buffer.from(salt);
  const sum = (...parts: Uint8Array[]) => {
    const hash = createHash(algorithm);
    for (const part of parts) hash.update(part);
    return hash.digest();
  };
  let digest = firstDigest(sum, key, seed);
  const keySequence = stretched(sum(...Array.from({ length: key.length }, () => key)), key.length);
  const turns = 16 + (digest[0] ?? 0);
  const seedSequence = stretched(sum(...Array.from({ length: turns }, () => seed)), seed.length);
  for (let round = 0; round < rounds; round++) {
    const isOdd = round % 2 === 1;
    const parts = [isOdd ? keySequence : digest];
    if (round % 3 !== 0) parts.push(seedSequence);
    if (round % 7 !== 0) parts.push(keySequence);
    parts.push(isOdd ? digest : keySequence);
    digest = sum(...parts);
    if (round % ROUNDS_AT_A_STRETCH === ROUNDS_AT_A_STRETCH - 1) await turn();
  }
  return notation(digest);
}

function firstDigest(sum: (...parts: Uint8Array[]) => Buffer, key: Buffer, seed: Buffer): Buffer {
  const inner = sum(key, seed, key);
  const byBits: Buffer[] = [];
  for (let length = key.length; length > 0; length >>= 1) byBits.push(length & 1 ? inner : key);
  return sum(key, seed, stretched(inner, key.length), ...byBits);
}

/** The digest repeated and cut to a length. */
function stretched(digest: Buffer, length: number): Buffer {
  return Buffer.concat(
    Array.from({ length: Math.ceil(length / digest.length) }, () => digest),
    length,
  );
}

/** The specification's order of bytes and its own base 64, least significant bits first. */
function notation(digest: Buffer): string {
  const third = Math.floor(digest.length / 3);
  const isLong = digest.length === 64;
  // Each group of three begins one position further to the right, or to the left for the shorter digest.
  const step = isLong ? 1 : 2;
  const groups = Array.from({ length: third }, (_, group) => {
    const columns = [0, 1, 2].map((offset) => group + third * ((group * step + offset) % 3));
    return encoded(digest, columns, 4);
  });
  return groups.join('') + (isLong ? encoded(digest, [63], 2) : encoded(digest, [31, 30], 3));
}

/** @param columns positions of the bytes, the most significant first */
function encoded(digest: Buffer, columns: number[], letters: number): string {
  const bits = columns.reduce((sum, column) => (sum << 8) | digest.readUInt8(column), 0);
  return Array.from({ length: letters }, (_, index) => ALPHABET[(bits >> (6 * index)) & 63]).join('');
}
