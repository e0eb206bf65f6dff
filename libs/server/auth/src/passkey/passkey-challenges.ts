import { Injectable } from '@nestjs/common';
import { newToken, tokenHash } from '@daiko/server-platform';
import { DataSource } from 'typeorm';

/** The party that is asked: the browser with a cookie before a sign-in, the session after it. */
export type Asked =
  | { purpose: 'sign_in' | 'second_step'; browserToken: string }
  | { purpose: 'register' | 'step_up'; sessionId: string };

/**
 * Challenges that devices sign. Each works once, within five minutes, for one purpose, and for the party that it was
 * given to.
 */
@Injectable()
export class PasskeyChallenges {
  constructor(private readonly db: DataSource) {}

  /** @returns 256 random bits as base64url; only the hash is stored */
  async open(asked: Asked): Promise<string> {
    const challenge = newToken();
    await this.db.query(INSERT_PASSKEY_CHALLENGE, [tokenHash(challenge), ...columnsOf(asked)]);
    return challenge;
  }

  /**
   * Uses up a challenge before any signed data is checked, in a separate statement. So, however many requests come
   * with it at the same time, only one of them is accepted.
   * @returns false for a challenge that is unknown, used, expired, or given to another party
   */
  async use(challenge: string, asked: Asked): Promise<boolean> {
    const [, used] = await this.db.query<[unknown, number]>(UPDATE_PASSKEY_CHALLENGE_USED, [
      tokenHash(challenge),
      ...columnsOf(asked),
    ]);
    return used === 1;
  }
}

function columnsOf(asked: Asked): [purpose: string, browserHash: Buffer | null, sessionId: string | null] {
  return 'sessionId' in asked
    ? [asked.purpose, null, asked.sessionId]
    : [asked.purpose, tokenHash(asked.browserToken), null];
}

const INSERT_PASSKEY_CHALLENGE = `
  INSERT INTO passkey_challenge (challenge_hash, purpose, browser_hash, session_id) VALUES ($1, $2, $3, $4)`;

const UPDATE_PASSKEY_CHALLENGE_USED = `
  UPDATE passkey_challenge SET used_at = now()
  WHERE challenge_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > now()
    AND browser_hash IS NOT DISTINCT FROM $3::bytea AND session_id IS NOT DISTINCT FROM $4::uuid`;
