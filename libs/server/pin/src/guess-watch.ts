import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Alarms } from '@daiko/server-notification';
import { AppConfig } from '@daiko/server-platform';
import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';

/** One check of a PIN, counted as a wrong one until it is known what it was. */
export interface Guess {
  minute: Date;
  /** Wrong PINs in the ten minutes before it, and checks under way. */
  before: number;
}

/** Milliseconds between two looks at whether it is over. */
const LOOK_GAP = 60_000;

/**
 * Counts wrong PINs over all customers: who tries a few at each of many stays below every limit per person, run and
 * address. In PostgreSQL, in statements of their own: several processes share the count, and no rollback gives one back.
 */
@Injectable()
export class GuessWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(GuessWatch.name);
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly alarms: Alarms,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.look().catch((error: unknown) => {
        this.logger.warn({ event: 'guesses not looked at', error: (error as Error).name });
      });
    }, LOOK_GAP);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Counts a check before it is made: however many come at once, no more than allowed pass without work. */
  async count(): Promise<Guess> {
    const [guess] = await this.db.query<Guess[]>(COUNT, [KEY]);
    if (guess === undefined) throw new Error('a guess was not counted');
    return guess;
  }

  /** It was right, or no PIN was compared. */
  async takeBack({ minute }: Guess): Promise<void> {
    await this.db.query('UPDATE rate_limit SET used = used - 1 WHERE key = $1 AND window_start = $2', [
      KEY,
      minute,
    ]);
  }

  /** It was wrong, and stays counted. */
  async keep({ before }: Guess): Promise<void> {
    if (before + 1 > this.config.values.PIN_GUESSES_ALARM) await this.alarms.raise('pin.guessing', 'all');
  }

  /** Whether work is demanded of a guess that follows so many. @param before of the guess; by default of one made now */
  async demandsWork(before?: number): Promise<boolean> {
    return (before ?? (await this.recent())) > this.config.values.PIN_GUESSES_WORK;
  }

  /** One look: the alarm ends with what it tells of. */
  async look(): Promise<void> {
    if ((await this.recent()) <= this.config.values.PIN_GUESSES_ALARM)
      await this.alarms.clear('pin.guessing', 'all');
  }

  private async recent(): Promise<number> {
    const [row] = await this.db.query<{ count: number }[]>(RECENT, [KEY]);
    return row?.count ?? 0;
  }
}

const KEY = createHash('sha256').update('pin-guesses').digest();

/** By the minute: the one at hand and nine before it. */
const WITHIN = `key = $1 AND window_start > date_trunc('minute', now()) - interval '10 minutes'`;

const COUNT = `
  WITH guess AS (
    INSERT INTO rate_limit AS counted (key, window_start, used) VALUES ($1, date_trunc('minute', now()), 1)
    ON CONFLICT (key, window_start) DO UPDATE SET used = counted.used + 1
    RETURNING window_start, used
  )
  SELECT window_start AS minute,
         (used - 1 + coalesce((SELECT sum(used) FROM rate_limit
                               WHERE ${WITHIN} AND window_start < guess.window_start), 0))::int AS before
  FROM guess`;
const RECENT = `SELECT coalesce(sum(used), 0)::int AS count FROM rate_limit WHERE ${WITHIN}`;
