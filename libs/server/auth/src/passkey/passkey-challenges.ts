import { Injectable } from '@nestjs/common';
import { newToken, tokenHash } from '@daiko/server-platform';
import { DataSource } from 'typeorm';

/** Who is asked: the browser of a cookie before a sign-in, a session after it. */
export type Asked =
  | { purpose: 'sign_in' | 'second_step'; browserToken: string }
  | { purpose: 'register' | 'step_up'; sessionId: string };

/** What devices are to sign: each of them once, within five minutes, for one purpose, by whom it was given to. */
@Injectable()
export class PasskeyChallenges {
  constructor(private readonly db: DataSource) {}

  /** @returns 256 random bits as base64url; kept as a hash alone */
  async open(asked: Asked): Promise<string> {
    const challenge = newToken();
    await this.db.query(INSERT_PASSKEY_CHALLENGE, [tokenHash(challenge), ...columnsOf(asked)]);
    return challenge;
  }

  /**
   * Uses a challenge up, before anything that was signed is looked at, in a statement of its own: however many come with
   * it at once, one of them is heard.
   * @returns false for one that is unknown, used, over, or somebody else's
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
