import { Injectable } from '@nestjs/common';
import type { AddPasskeyRequest, ErrorCode, PasskeyAssertion } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { AppConfig, AppError } from '@daiko/server-platform';
import {
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type VerifiedAuthenticationResponse,
  type VerifiedRegistrationResponse,
} from '@simplewebauthn/server';
import { DataSource } from 'typeorm';
import * as z from 'zod';
import { ALGORITHMS } from './passkey-options';
import { PasskeyChallenges, type Asked } from './passkey-challenges';
import { relyingParty, type RelyingParty } from './relying-party';

/** A passkey whose signature was right. */
export interface UsedPasskey {
  passkeyId: string;
  customerId: string;
}

type Registration = Extract<VerifiedRegistrationResponse, { verified: true }>['registrationInfo'];
/** Values with which an answer has to agree. */
interface Expected {
  expectedChallenge: string;
  expectedOrigin: string;
  expectedRPID: string;
  requireUserVerification: true;
}

type Use = VerifiedAuthenticationResponse['authenticationInfo'];

/** Checks the data that devices sign: against the challenge, and against the site where it should have been asked. */
@Injectable()
export class PasskeyVerifier {
  private readonly party: RelyingParty;

  constructor(
    private readonly db: DataSource,
    private readonly challenges: PasskeyChallenges,
    private readonly trail: AuditTrail,
    config: AppConfig,
  ) {
    this.party = relyingParty(config);
  }

  /** @throws AppError `passkey.expired`, `passkey.refused` */
  async register(asked: Asked, request: AddPasskeyRequest, customerId: string): Promise<Registration> {
    const { credentialId: id, clientDataJSON, attestationObject, transports } = request;
    const expected = await this.expected(asked, clientDataJSON, customerId);
    const response = { clientDataJSON, attestationObject, transports };
    const verification = verifyRegistrationResponse({
      response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response },
      supportedAlgorithmIDs: ALGORITHMS,
      ...expected,
    });
    const found = await this.unlessBroken(verification);
    if (found?.registrationInfo === undefined) return this.refuse(customerId, 'passkey.refused');
    return found.registrationInfo;
  }

  /**
   * Finds the customer to whom the used passkey belongs. A passkey that is not stored is reported as unknown, so that
   * the browser can make the device forget it. That reveals nothing, because an id is as long and as random as a
   * session token.
   * @param of the customer to whom the passkey has to belong; when left out, any customer
   * @throws AppError `passkey.expired`, `passkey.unknown`; otherwise `passkey.refused`, whatever was wrong
   */
  async use(asked: Asked, assertion: PasskeyAssertion, of?: string): Promise<UsedPasskey> {
    const [known] = await this.db.query<KnownRow[]>(SELECT_PASSKEY, [assertion.credentialId]);
    const subject = known?.customerId ?? of;
    const expected = await this.expected(asked, assertion.clientDataJSON, subject);
    if (known === undefined) return this.refuse(of, 'passkey.unknown');
    const found = await this.signed(assertion, known.publicKey, expected);
    if (found === undefined || !isOpenTo(known, assertion, of)) {
      return this.refuse(subject, 'passkey.refused');
    }
    await this.count(known, found);
    return { passkeyId: known.passkeyId, customerId: known.customerId };
  }

  /** @returns undefined when the signature or the signed data is not right */
  private async signed(
    { credentialId: id, clientDataJSON, authenticatorData, signature }: PasskeyAssertion,
    publicKey: Buffer,
    expected: Expected,
  ): Promise<Use | undefined> {
    const response = { clientDataJSON, authenticatorData, signature };
    const verification = verifyAuthenticationResponse({
      response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response },
      // The counter is checked later, in one statement. Otherwise two uses at the same time could both pass against
      // the old counter.
      credential: { id, publicKey: Uint8Array.from(publicKey), counter: 0 },
      ...expected,
    });
    const found = await this.unlessBroken(verification);
    return found?.verified === true ? found.authenticationInfo : undefined;
  }

  /** A device that counts backwards is a copy, or the original after a copy was used. Neither is accepted. */
  private async count({ passkeyId, customerId }: KnownRow, use: Use): Promise<void> {
    const [, counted] = await this.db.query<[unknown, number]>(UPDATE_PASSKEY_COUNTER, [
      passkeyId,
      use.newCounter,
      use.credentialBackedUp,
    ]);
    if (counted === 1) return;
    await this.trail.record(this.db.manager, {
      event: 'passkey.counter_reversed',
      result: 'refused',
      subject: customerId,
      detail: { passkeyId },
    });
    throw new AppError('passkey.refused');
  }

  /**
   * Uses up the challenge, whatever else is wrong with the answer.
   * @returns the values with which the answer has to agree
   */
  private async expected(asked: Asked, clientDataJSON: string, subject?: string): Promise<Expected> {
    const challenge = readChallenge(clientDataJSON);
    if (challenge === undefined || !(await this.challenges.use(challenge, asked))) {
      return this.refuse(subject, 'passkey.expired');
    }
    return {
      expectedChallenge: challenge,
      expectedOrigin: this.party.origin,
      expectedRPID: this.party.id,
      requireUserVerification: true,
    };
  }

  /**
   * The library throws an Error that says what is wrong with an answer. It is not passed on, because it repeats the
   * data that was sent.
   */
  private unlessBroken<T>(verification: Promise<T>): Promise<T | undefined> {
    return verification.catch(() => undefined);
  }

  private async refuse(subject: string | undefined, code: ErrorCode): Promise<never> {
    await this.trail.record(this.db.manager, {
      event: 'passkey.refused',
      result: 'refused',
      subject: subject ?? null,
      detail: { code },
    });
    throw new AppError(code);
  }
}

function isOpenTo(known: KnownRow, { userHandle }: PasskeyAssertion, of: string | undefined): boolean {
  const isWhoItSays = userHandle === undefined || userHandle === known.userHandle.toString('base64url');
  return isWhoItSays && !known.isHeld && (of === undefined || of === known.customerId);
}

/** A browser that was asked inside a frame of another site reports `crossOrigin`. Our pages are never in one. */
const clientData = z.object({ challenge: z.string(), crossOrigin: z.literal(false).optional() });

function readChallenge(clientDataJSON: string): string | undefined {
  const text = z
    .string()
    .transform((json, context): unknown => {
      try {
        return JSON.parse(json);
      } catch {
        context.addIssue({ code: 'custom', message: 'no JSON' });
        return z.NEVER;
      }
    })
    .pipe(clientData)
    .safeParse(Buffer.from(clientDataJSON, 'base64url').toString());
  return text.data?.challenge;
}

interface KnownRow extends UsedPasskey {
  publicKey: Buffer;
  userHandle: Buffer;
  isHeld: boolean;
}

const SELECT_PASSKEY = `
  SELECT id AS "passkeyId", passkey.customer_id AS "customerId", public_key AS "publicKey",
         user_handle AS "userHandle", held_at IS NOT NULL AS "isHeld"
  FROM passkey JOIN passkey_owner USING (customer_id)
  WHERE credential_id = $1`;

const UPDATE_PASSKEY_COUNTER = `
  UPDATE passkey SET counter = $2::bigint, backed_up = $3, last_used_at = now()
  WHERE id = $1 AND held_at IS NULL AND (counter < $2::bigint OR (counter = 0 AND $2::bigint = 0))`;
