import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { AppError } from './app-error';

/** Counters that all processes share and that survive restarts. */
@Injectable()
export class RateLimit {
  constructor(private readonly db: DataSource) {}

  /**
   * Counts one use, in a statement of its own, so the rollback of a request never gives it back.
   * @param key what is counted, e.g. `run:203.0.113.7`; only its hash is stored
   * @param limit uses per window
   * @param windowSeconds length of the fixed window
   * @throws AppError `rate_limit.exceeded` with the seconds until the window ends
   */
  async spend(key: string, limit: number, windowSeconds: number): Promise<void> {
    await this.spendIn(this.db.manager, key, limit, windowSeconds);
  }

  /**
   * Counts a thing only once per window. A thing that was already counted within the limit costs nothing again.
   * @param what the thing that is counted; only its hash is stored
   * @throws AppError as `spend`
   */
  async spendOnce(key: string, what: string, limit: number, windowSeconds: number): Promise<void> {
    const once = [createHash('sha256').update(`${key} ${what}`).digest(), windowSeconds];
    const [counted] = await this.db.query<unknown[]>(SELECT_COUNTED, once);
    if (counted !== undefined) return;
    await this.spend(key, limit, windowSeconds);
    await this.db.query(UPSERT_RATE_LIMIT, once);
  }

  /**
   * Counts one use within a transaction, for actions that count against a limit only when they succeed: a rollback
   * gives the use back. Other requests that count the same key wait until the transaction ends.
   * @throws AppError as `spend`
   */
  async spendIn(tx: EntityManager, key: string, limit: number, windowSeconds: number): Promise<void> {
    const [row] = await tx.query<{ used: number; rest: number }[]>(UPSERT_RATE_LIMIT, [
      createHash('sha256').update(key).digest(),
      windowSeconds,
    ]);
    if (row !== undefined && row.used > limit) {
      throw new AppError('rate_limit.exceeded', { retryAfterSeconds: Math.max(1, row.rest) });
    }
  }
}

const UPSERT_RATE_LIMIT = `
  INSERT INTO rate_limit AS counted (key, window_start, used)
  VALUES ($1, to_timestamp(floor(extract(epoch FROM now()) / $2::int) * $2::int), 1)
  ON CONFLICT (key, window_start) DO UPDATE SET used = counted.used + 1
  RETURNING used, ceil(extract(epoch FROM window_start) + $2::int - extract(epoch FROM now()))::int AS rest`;

const SELECT_COUNTED = `
  SELECT FROM rate_limit
  WHERE key = $1 AND window_start = to_timestamp(floor(extract(epoch FROM now()) / $2::int) * $2::int)`;
