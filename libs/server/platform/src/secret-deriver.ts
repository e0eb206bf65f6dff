import { createHash, createHmac, randomBytes } from 'node:crypto';
import { PIN_LENGTH } from '@daiko/contracts';

/** The purpose of a derived value. It is part of the input, so that two purposes can never produce the same value. */
export type DerivedPurpose =
  | 'pin'
  | 'link'
  | 'decoy'
  | 'destination'
  | 'subject'
  | 'reference'
  | 'not_me'
  | 'audit'
  | 'form'
  | 'work'
  | 'seal'
  | 'recovery_code';

/**
 * Derives PINs, link tokens and decoys from the keys in SECRET_KEYS, so that none of them is stored anywhere. New
 * values use the newest key. Its ID is stored beside the nonce, so that older keys stay usable during a rotation.
 */
export class SecretDeriver {
  private readonly keys: Map<string, Buffer>;
  readonly newestKeyId: string;

  /** @param entries `id:base64`, newest first */
  constructor(entries: readonly string[]) {
    this.keys = new Map(
      entries.map((entry) => [
        entry.slice(0, entry.indexOf(':')),
        Buffer.from(entry.slice(entry.indexOf(':') + 1), 'base64'),
      ]),
    );
    const [newest] = this.keys.keys();
    if (newest === undefined) throw new Error('SECRET_KEYS is empty');
    this.newestKeyId = newest;
  }

  /** Whether values of this key can still be derived. */
  has(keyId: string): boolean {
    return this.keys.has(keyId);
  }

  /** A new nonce of 16 bytes, to be stored with `newestKeyId`. */
  nonce(): Buffer {
    return randomBytes(16);
  }

  /** @see keyedHash. @throws when the key was taken out of SECRET_KEYS */
  derive(purpose: DerivedPurpose, keyId: string, ...parts: (string | Buffer)[]): Buffer {
    const key = this.keys.get(keyId);
    if (key === undefined)
      throw new Error(`SECRET_KEYS has no key "${keyId}"; it was removed before what it derived had expired`);
    return keyedHash(key, purpose, ...parts);
  }

  /** The PIN of a challenge: 6 digits, uniformly distributed, with leading zeros. See product specification 4.3. */
  pin(keyId: string, challengeId: string, nonce: Buffer): string {
    const space = 10 ** PIN_LENGTH;
    // Numbers in the last, incomplete range of 10^6 below 2^32 are rejected, so that every PIN is equally likely.
    const bound = 2 ** 32 - (2 ** 32 % space);
    for (let round = 0; ; round++) {
      const digest = this.derive('pin', keyId, challengeId, nonce, String(round));
      for (let offset = 0; offset < digest.length; offset += 4) {
        const number = digest.readUInt32BE(offset);
        if (number < bound) return String(number % space).padStart(PIN_LENGTH, '0');
      }
    }
  }

  /** The token of a mailed link: 256 bits, base64url. */
  linkToken(keyId: string, linkId: string, nonce: Buffer): string {
    return this.derive('link', keyId, linkId, nonce).toString('base64url');
  }

  /**
   * 照合番号, `K7-402`: a short number to distinguish messages. It reveals nothing about the PIN, and has no letters that
   * look alike.
   */
  reference(keyId: string, notificationId: string): string {
    const digest = this.derive('reference', keyId, notificationId);
    const letters = 'ACDEFGHJKLMNPRTUVWXY';
    const letter = letters[digest.readUInt8(0) % letters.length] ?? 'A';
    return `${letter}${String(digest.readUInt8(1) % 10)}-${String(digest.readUInt16BE(2) % 1000).padStart(3, '0')}`;
  }
}

/** HMAC-SHA-256 over purpose and parts, each length-prefixed so that no two inputs collide. 32 bytes. */
export function keyedHash(key: Buffer, purpose: DerivedPurpose, ...parts: (string | Buffer)[]): Buffer {
  const mac = createHmac('sha256', key);
  for (const part of [purpose, ...parts]) {
    const bytes = Buffer.from(part);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    mac.update(length).update(bytes);
  }
  return mac.digest();
}

/** SHA-256: the form in which a token of 128 bits or more is stored (ASVS 6.5.2). */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** A new opaque token: 256 bits, base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}
