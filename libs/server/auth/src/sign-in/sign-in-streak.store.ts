import { Injectable } from '@nestjs/common';
import { AppConfig, StableKey } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';

/** One attempt as it was counted. */
export interface CountedStreak {
  /** Of the login ID, and of the browser's cookie where there was one. */
  keys: Buffer[];
  /** So many wrong passwords in a row that the password alone opens nothing any more, in an unknown browser. */
  isClosed: boolean;
  /** This browser has had so many by itself, too. */
  isBrowserClosed: boolean;
}

/**
 * Wrong passwords in a row, by login ID over all addresses, and by login ID and browser. The keys are keyed hashes, so
 * that a login ID that nobody has counts, and closes, like any other.
 */
@Injectable()
export class SignInStreakStore {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly stable: StableKey,
  ) {}

  /**
   * Counts an attempt as wrong before its password is compared, in a statement of its own: however many arrive at once,
   * each finds those that came before it.
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

  /** The password was right: this attempt was none of the wrong ones. */
  async takeBack({ keys }: CountedStreak): Promise<void> {
    await this.db.query(UPDATE_STREAK_TAKEN_BACK, [keys]);
  }

  /**
   * Somebody has signed in or has a new password: the next wrong one is the first.
   * @returns the wrong ones until then, over all addresses, unless they are more than a day old
   */
  async clear(tx: EntityManager, loginId: string, deviceToken?: string): Promise<number> {
    const keys = this.keysOf(loginId, deviceToken);
    const rows = await tx.query<{ key: Buffer; failures: number }[]>(DELETE_STREAK, [keys]);
    return rows.find(({ key }) => keys[0]?.equals(key))?.failures ?? 0;
  }

  /** @returns true once for each streak that has closed a login ID, for whoever tells its owner */
  async markTold(tx: EntityManager, { keys }: CountedStreak): Promise<boolean> {
    const [, marked] = await tx.query<[unknown, number]>(MARK_TOLD, [keys[0]]);
    return marked === 1;
  }

  private keysOf(loginId: string, deviceToken?: string): Buffer[] {
    const hash = (...parts: string[]) => this.stable.derive('subject', 'sign-in-streak', loginId, ...parts);
    return deviceToken === undefined ? [hash()] : [hash(), hash(deviceToken)];
  }
}

// All three lock in the order of the keys: attempts at once must not wait for each other in a circle.
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
