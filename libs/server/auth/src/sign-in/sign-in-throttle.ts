import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { AppConfig, AppError, StableKey } from '@daiko/server-platform';
import { DataSource } from 'typeorm';

/** What is counted: a login ID, a password and the address it came from. */
export interface TypedPassword {
  /** Folded. */
  loginId: string;
  password: string;
  /** お客様ID, if it was typed too: the same password for another customer counts as another guess. */
  customerId?: string;
  address: string;
}

/** One attempt that was let through. The caller reports its result with `failed` or `succeeded`. */
export interface SignInAttempt {
  key: Buffer;
  accountKey: Buffer;
  lastPassword: Buffer;
}

/** Failures that cause no wait (product specification 7: +1 s per failure after 5). */
const FREE_FAILURES = 5;
/**
 * Longest delay for an account under attack, in seconds: it slows the attacker down, but the owner can still sign in.
 */
const LONGEST_DELAY_SECONDS = 5;

/**
 * Slows down guessing without ever locking a user out: a wait per account and address, and a delay per account over
 * all addresses. The table holds only keyed hashes.
 */
@Injectable()
export class SignInThrottle {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly stable: StableKey,
  ) {}

  /**
   * Counts an attempt as failed before its password is compared, in a separate statement. So, however many attempts
   * arrive at the same time, no more than allowed are compared. The same password as last time is not counted again.
   * @throws AppError `rate_limit.exceeded` with the seconds to wait
   */
  async admit({ loginId, password, customerId, address }: TypedPassword): Promise<SignInAttempt> {
    const key = this.hash('account-and-address', loginId, address);
    const accountKey = this.hash('account', loginId);
    const { SIGN_IN_FAILURES, SIGN_IN_HOURLY_FAILURES } = this.config.values;
    const lastPassword = this.hash('password', loginId, password, customerId ?? '');
    const [row] = await this.db.query<AdmitRow[]>(UPSERT_ATTEMPT, [
      key,
      lastPassword,
      SIGN_IN_FAILURES,
      accountKey,
    ]);
    if (row === undefined || !row.admitted) {
      throw new AppError('rate_limit.exceeded', { retryAfterSeconds: Math.max(1, row?.wait ?? 1) });
    }
    if (row.accountFailures >= SIGN_IN_HOURLY_FAILURES) {
      const excess = Math.floor(row.accountFailures / SIGN_IN_HOURLY_FAILURES);
      await pause(1_000 * Math.min(excess, LONGEST_DELAY_SECONDS));
    }
    return { key, accountKey, lastPassword };
  }

  /** The password was wrong. It also counts for the account, from whatever address it came. */
  async failed(attempt: SignInAttempt): Promise<void> {
    await this.db.query(UPSERT_FAILURE, [attempt.accountKey, attempt.lastPassword]);
  }

  /** The password was right, so the count of this address starts over. */
  async succeeded(attempt: SignInAttempt): Promise<void> {
    await this.db.query('DELETE FROM sign_in_throttle WHERE key = $1', [attempt.key]);
  }

  private hash(...parts: string[]): Buffer {
    return this.stable.derive('subject', 'sign-in', ...parts);
  }
}

interface AdmitRow {
  admitted: boolean;
  wait: number | null;
  accountFailures: number;
}

/** Number of failures including the current one; after a day without failures it starts over. */
const NEXT = `CASE
  WHEN held.last_failed_at < now() - interval '1 day' THEN 1
  WHEN held.last_password = excluded.last_password THEN held.failures
  ELSE held.failures + 1 END`;

/** From $3 failures on: 1 minute, doubling up to 15. From ${FREE_FAILURES} to $3: one second more per failure. */
const BLOCKED_UNTIL = `now() + CASE
  WHEN ${NEXT} >= $3::int THEN least(interval '15 minutes', interval '1 minute' * power(2, least(${NEXT} - $3::int, 4)))
  WHEN ${NEXT} > ${String(FREE_FAILURES)} THEN interval '1 second' * (${NEXT} - ${String(FREE_FAILURES)}) END`;

/** Failures of an account are counted per hour. */
const HOUR = `int8send(extract(epoch FROM date_trunc('hour', now()))::bigint)`;

const UPSERT_ATTEMPT = `
  WITH attempt AS (
    INSERT INTO sign_in_throttle AS held (key, failures, last_password, last_failed_at) VALUES ($1, 1, $2, now())
    ON CONFLICT (key) DO UPDATE SET
      failures = ${NEXT}, blocked_until = ${BLOCKED_UNTIL}, last_password = $2, last_failed_at = now()
    WHERE held.blocked_until IS NULL OR held.blocked_until <= now()
    RETURNING failures
  )
  SELECT EXISTS (SELECT FROM attempt) AS admitted,
         (SELECT ceil(extract(epoch FROM blocked_until - now()))::int FROM sign_in_throttle WHERE key = $1) AS wait,
         coalesce((SELECT failures FROM sign_in_throttle WHERE key = $4::bytea || ${HOUR}), 0) AS "accountFailures"`;

const UPSERT_FAILURE = `
  INSERT INTO sign_in_throttle AS held (key, failures, last_password, last_failed_at)
  VALUES ($1::bytea || ${HOUR}, 1, $2, now())
  ON CONFLICT (key) DO UPDATE SET failures = ${NEXT}, last_password = $2, last_failed_at = now()`;
