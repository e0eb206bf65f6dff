import type {
  AddPasskeyRequest,
  PasskeyAssertion,
  PasskeyCreationOptions,
  PasskeyRequestOptions,
} from '@daiko/contracts';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** The site where a test's browser is, and what its device reports. */
export interface Circumstances {
  origin?: string;
  rpId?: string;
  /** The user did not unlock the device. */
  isUnverified?: boolean;
  crossOrigin?: boolean;
}

export const ORIGIN = 'http://localhost:3000';

const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

/** A device with one passkey: it does in software what a phone or a security key does. */
export class Authenticator {
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly credentialId = randomBytes(32).toString('base64url');
  userHandle = '';

  /** @param counter number of signatures so far; null for a device that does not count */
  constructor(public counter: number | null = null) {}

  create(options: PasskeyCreationOptions, circumstances: Circumstances = {}): AddPasskeyRequest {
    this.userHandle = options.user.id;
    const id = Buffer.from(this.credentialId, 'base64url');
    const length = Buffer.from([id.length >> 8, id.length & 0xff]);
    const attested = Buffer.concat([Buffer.alloc(16), length, id, this.coseKey()]);
    const data = Buffer.concat([this.head(options.rp.id, circumstances, ATTESTED), attested]);
    return {
      credentialId: this.credentialId,
      clientDataJSON: clientData('webauthn.create', options.challenge, circumstances),
      attestationObject: attestationOf(data).toString('base64url'),
      transports: ['internal'],
    };
  }

  use(options: PasskeyRequestOptions, circumstances: Circumstances = {}): PasskeyAssertion {
    if (this.counter !== null) this.counter += 1;
    const data = this.head(options.rpId, circumstances, 0);
    const clientDataJSON = clientData('webauthn.get', options.challenge, circumstances);
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    const signature = sign('sha256', Buffer.concat([data, hash]), this.keys.privateKey);
    return {
      credentialId: this.credentialId,
      clientDataJSON,
      authenticatorData: data.toString('base64url'),
      signature: signature.toString('base64url'),
      ...(this.userHandle !== '' && { userHandle: this.userHandle }),
    };
  }

  private head(rpId: string, { rpId: other, isUnverified }: Circumstances, more: number): Buffer {
    const flags = PRESENT | (isUnverified ? 0 : VERIFIED) | more;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter ?? 0);
    return Buffer.concat([
      createHash('sha256')
        .update(other ?? rpId)
        .digest(),
      Buffer.from([flags]),
      counter,
    ]);
  }

  private coseKey(): Buffer {
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    const [head, between] = [Buffer.from('a5010203262001215820', 'hex'), Buffer.from('225820', 'hex')];
    return Buffer.concat([head, Buffer.from(x, 'base64url'), between, Buffer.from(y, 'base64url')]);
  }
}

function clientData(type: string, challenge: string, { origin, crossOrigin }: Circumstances): string {
  const data = { type, challenge, origin: origin ?? ORIGIN, crossOrigin: crossOrigin ?? false };
  return Buffer.from(JSON.stringify(data)).toString('base64url');
}

/** CBOR of `{ fmt: 'none', attStmt: {}, authData }`. */
function attestationOf(authData: Buffer): Buffer {
  const text = (word: string) => Buffer.concat([Buffer.from([0x60 + word.length]), Buffer.from(word)]);
  const length = Buffer.from([0x59, authData.length >> 8, authData.length & 0xff]);
  return Buffer.concat([
    Buffer.from([0xa3]),
    ...[text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0])],
    ...[text('authData'), length, authData],
  ]);
}
