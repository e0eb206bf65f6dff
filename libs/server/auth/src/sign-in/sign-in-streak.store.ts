import { Injectable } from '@nestjs/common';
import { AppConfig, StableKey } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';

/** One attempt after it was counted. */
export interface CountedStreak {
  /** Keys for the login ID and, when the browser has the cookie, for the login ID with the browser. */
  keys: Buffer[];
  /** There were too many wrong passwords in a row: in an unknown browser, the password alone no longer works. */
  isClosed: boolean;
  /** There were too many wrong passwords in a row in this browser, too. */
  isBrowserClosed: boolean;
}

/**
 * Counts wrong passwords in a row, by login ID over all addresses, and by login ID and browser. The keys are keyed
 * hashes, so a login ID that belongs to no customer is counted and closed like any other.
 */
@Injectable()
export class SignInStreakStore {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly stable: StableKey,
  ) {}

  /**
   * Counts an attempt as wrong before its password is compared, in a separate statement. So, however many attempts
   * arrive at the same time, each one sees those that were counted before it.
   */
  async count(loginId: string, lastPassword: Buffer, deviceToken?: string): Promise<CountedStreak> {
    const keys = this.keysOf(loginId, deviceToken);
    const rows = await this.db.query<{ key: Buffer; failures: number }[]>(UPSERT_STREAK, [
      keys,
      lastPassword,
    ]);
    const [isClosed = false, isBrowserClosed = false] = keys.map((key) =>
      rows.some((row) => row.key.equals(key) && row.failures > this.config.values.SIGN_IN_FAILURES_IN_A_ROW),
    );
    return { keys, isClosed, isBrowserClosed };
  }

  /** The password was right, so this attempt no longer counts as a wrong one. */
  async takeBack({ keys }: CountedStreak): Promise<void> {
    await this.db.query(UPDATE_STREAK_TAKEN_BACK, [keys]);
  }

  /**
   * Resets the count after a sign-in or a new password: the next wrong password is the first one.
   * @returns the number of wrong passwords until then, over all addresses; 0 when the last one is more than a day old
   */
  async clear(tx: EntityManager, loginId: string, deviceToken?: string): Promise<number> {
    const keys = this.keysOf(loginId, deviceToken);
    const rows = await tx.query<{ key: Buffer; failures: number }[]>(DELETE_STREAK, [keys]);
    return rows.find(({ key }) => keys[0]?.equals(key))?.failures ?? 0;
  }

  /** @returns true once for each streak that has closed a login ID; the caller then notifies its owner */
  async markTold(tx: EntityManager, { keys }: CountedStreak): Promise<boolean> {
    const [, marked] = await tx.query<[unknown, number]>(MARK_TOLD, [keys[0]]);
    return marked === 1;
  }

  private keysOf(loginId: string, deviceToken?: string): Buffer[] {
    const hash = (...parts: string[]) => this.stable.derive('subject', 'sign-in-streak', loginId, ...parts);
    return deviceToken === undefined ? [hash()] : [hash(), hash(deviceToken)];
  }
}

// All three statements lock rows in the order of the keys, so that attempts at the same time do not deadlock.
const UPSERT_STREAK = `
  INSERT INTO sign_in_streak AS held (key, failures, last_password, last_failed_at)
  SELECT key, 1, $2::bytea, now() FROM unnest($1::bytea[]) AS key ORDER BY key
  ON CONFLICT (key) DO UPDATE SET
    failures = held.failures + CASE WHEN held.last_password = excluded.last_password THEN 0 ELSE 1 END,
    last_password = excluded.last_password, last_failed_at = now()
  RETURNING key, failures`;

const UPDATE_STREAK_TAKEN_BACK = `
  UPDATE sign_in_streak SET failures = greatest(failures - 1, 0), last_password = NULL
  WHERE key IN (SELECT key FROM sign_in_streak WHERE key = ANY ($1) ORDER BY key FOR UPDATE)`;

const DELETE_STREAK = `
  WITH locked AS (
    SELECT key, failures, last_failed_at FROM sign_in_streak WHERE key = ANY ($1) ORDER BY key FOR UPDATE
  ), cleared AS (DELETE FROM sign_in_streak WHERE key IN (SELECT key FROM locked))
  SELECT key, CASE WHEN last_failed_at > now() - interval '1 day' THEN failures ELSE 0 END AS failures FROM locked`;

const MARK_TOLD = 'UPDATE sign_in_streak SET told_at = now() WHERE key = $1 AND told_at IS NULL';
