import { generateKeyPairSync } from 'node:crypto';

/** CBOR of a COSE key on P-256 for ES256, around its two coordinates. */
const HEAD = Buffer.from('a5010203262001215820', 'hex');
const BETWEEN = Buffer.from('225820', 'hex');

/** A public key whose private half is forgotten at once: what no passkey belongs to is held against it. */
export function nobodysKey(): Buffer {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return Buffer.concat([HEAD, Buffer.from(x, 'base64url'), BETWEEN, Buffer.from(y, 'base64url')]);
}
