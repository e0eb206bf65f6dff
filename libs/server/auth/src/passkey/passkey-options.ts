import { Injectable } from '@nestjs/common';
import type { PasskeyCreationOptions, PasskeyRequestOptions } from '@daiko/contracts';
import { AppConfig } from '@daiko/server-platform';
import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { PasskeyChallenges, type Asked } from './passkey-challenges';
import { relyingParty, type RelyingParty } from './relying-party';

/** How long a browser waits for the device, in milliseconds: as long as the challenge is valid. */
const TIMEOUT = 5 * 60_000;

/** EdDSA, ES256 and RS256: the algorithms that devices support. All can be verified without another library. */
export const ALGORITHMS = [-8, -7, -257];

/** The customer who adds a passkey. */
export interface NewOwner {
  customerId: string;
  customerName: string;
  sessionId: string;
}

/** Builds the options that browsers use to ask their devices. */
@Injectable()
export class PasskeyOptions {
  private readonly party: RelyingParty;

  constructor(
    private readonly db: DataSource,
    private readonly challenges: PasskeyChallenges,
    config: AppConfig,
  ) {
    this.party = relyingParty(config);
  }

  /**
   * Asks for a passkey.
   * @param of the customer whose passkeys are asked for; when left out, the device offers any passkey for this site,
   * and the database is not searched
   */
  async toUse(asked: Asked, of?: string): Promise<PasskeyRequestOptions> {
    return {
      challenge: await this.challenges.open(asked),
      rpId: this.party.id,
      timeout: TIMEOUT,
      userVerification: 'required',
      allowCredentials: of === undefined ? [] : await this.credentialsOf(of),
    };
  }

  /** Asks for a new passkey that the device can find by itself and that requires the user to unlock the device. */
  async toAdd({ customerId, customerName, sessionId }: NewOwner): Promise<PasskeyCreationOptions> {
    const { id, name } = this.party;
    const label = `${customerName} (${customerId})`;
    return {
      challenge: await this.challenges.open({ purpose: 'register', sessionId }),
      rp: { id, name },
      user: { id: await this.userHandleOf(customerId), name: label, displayName: label },
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: 'public-key' })),
      timeout: TIMEOUT,
      attestation: 'none',
      excludeCredentials: await this.credentialsOf(customerId),
      authenticatorSelection: {
        residentKey: 'required',
        requireResidentKey: true,
        userVerification: 'required',
      },
    };
  }

  private async credentialsOf(customerId: string): Promise<PasskeyRequestOptions['allowCredentials']> {
    return this.db.query(SELECT_PASSKEYS, [customerId]);
  }

  private async userHandleOf(customerId: string): Promise<string> {
    const [row] = await this.db.query<{ handle: Buffer }[]>(UPSERT_PASSKEY_OWNER, [
      customerId,
      randomBytes(32),
    ]);
    if (row === undefined) throw new Error('an upsert returned no row');
    return row.handle.toString('base64url');
  }
}

const SELECT_PASSKEYS = `
  SELECT credential_id AS id, 'public-key' AS type, transports
  FROM passkey WHERE customer_id = $1 AND held_at IS NULL ORDER BY place`;

/** The first handle stays, because a device keeps one passkey per handle. */
const UPSERT_PASSKEY_OWNER = `
  INSERT INTO passkey_owner AS owner (customer_id, user_handle) VALUES ($1, $2)
  ON CONFLICT (customer_id) DO UPDATE SET customer_id = owner.customer_id
  RETURNING user_handle AS handle`;
