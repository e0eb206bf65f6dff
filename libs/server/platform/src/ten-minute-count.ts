import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** The result of counting one event. */
export interface Counted {
  minute: Date;
  /** Number of events in the ten minutes before it. */
  before: number;
}

/**
 * Counts events over the last ten minutes, by the minute. It counts in PostgreSQL, in statements of its own: several
 * processes share the count, and a rollback never gives one back.
 */
export class TenMinuteCount {
  private readonly key: Buffer;
  private last: Promise<unknown> = Promise.resolve();

  /** @param name of the counted event */
  constructor(
    private readonly db: DataSource,
    name: string,
  ) {
    this.key = createHash('sha256').update(name).digest();
  }

  /**
   * Counts one event. When several come at the same time, each sees the ones before it. All of them write the same
   * row, so they take turns in this process. Otherwise, in a flood, they would wait for the row on every connection
   * of the pool.
   */
  add(): Promise<Counted> {
    const counted = this.last.then(() => this.count());
    // The caller gets the error of a failure; the next event is counted anyway.
    this.last = counted.catch(() => undefined);
    return counted;
  }

  private async count(): Promise<Counted> {
    const [counted] = await this.db.query<Counted[]>(UPSERT_COUNT, [this.key]);
    if (counted === undefined) throw new Error('nothing was counted');
    return counted;
  }

  /** Takes back an event that turned out not to count. */
  async takeBack({ minute }: Counted): Promise<void> {
    await this.db.query(TAKE_BACK, [this.key, minute]);
  }

  /** @returns the number of events in the last ten minutes */
  async recent(): Promise<number> {
    const [row] = await this.db.query<{ count: number }[]>(SELECT_RECENT, [this.key]);
    return row?.count ?? 0;
  }
}

/** Counted by the minute: the current one and the nine before it. */
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
