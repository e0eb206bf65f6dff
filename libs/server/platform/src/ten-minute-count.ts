import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** One that was counted. */
export interface Counted {
  minute: Date;
  /** Those of the ten minutes before it. */
  before: number;
}

/**
 * Counts something over the last ten minutes, by the minute. In PostgreSQL, in statements of their own: several processes
 * share the count, and no rollback gives one back.
 */
export class TenMinuteCount {
  private readonly key: Buffer;
  private last: Promise<unknown> = Promise.resolve();

  /** @param name of what is counted */
  constructor(
    private readonly db: DataSource,
    name: string,
  ) {
    this.key = createHash('sha256').update(name).digest();
  }

  /**
   * Counts one; of those that come at once, each finds those before it. All write the same row, so they take turns in
   * this process: in a flood they would otherwise wait for it on every connection of the pool.
   */
  add(): Promise<Counted> {
    const counted = this.last.then(() => this.count());
    // Who asked hears of a failure; the next one counts all the same.
    this.last = counted.catch(() => undefined);
    return counted;
  }

  private async count(): Promise<Counted> {
    const [counted] = await this.db.query<Counted[]>(UPSERT_COUNT, [this.key]);
    if (counted === undefined) throw new Error('nothing was counted');
    return counted;
  }

  /** It was none. */
  async takeBack({ minute }: Counted): Promise<void> {
    await this.db.query(TAKE_BACK, [this.key, minute]);
  }

  /** @returns how many were counted in the last ten minutes */
  async recent(): Promise<number> {
    const [row] = await this.db.query<{ count: number }[]>(SELECT_RECENT, [this.key]);
    return row?.count ?? 0;
  }
}

/** By the minute: the one at hand and nine before it. */
const WITHIN = `key = $1 AND window_start > date_trunc('minute', now()) - interval '10 minutes'`;

const UPSERT_COUNT = `
  WITH counted AS (
    INSERT INTO rate_limit AS held (key, window_start, used) VALUES ($1, date_trunc('minute', now()), 1)
    ON CONFLICT (key, window_start) DO UPDATE SET used = held.used + 1
    RETURNING window_start, used
  )
  SELECT window_start AS minute,
         (used - 1 + coalesce((SELECT sum(used) FROM rate_limit
                               WHERE ${WITHIN} AND window_start < counted.window_start), 0))::int AS before
  FROM counted`;
const TAKE_BACK = 'UPDATE rate_limit SET used = used - 1 WHERE key = $1 AND window_start = $2';
const SELECT_RECENT = `SELECT coalesce(sum(used), 0)::int AS count FROM rate_limit WHERE ${WITHIN}`;
