import { Injectable } from '@nestjs/common';
import { AppConfig, AppError } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';

/** The time during which recovery accepts no more guesses. */
export interface Closure {
  since: string | null;
  until: string | null;
}

/**
 * The closure as a run's page shows it. Both values are null when recovery does not reopen by itself and only a
 * person can reopen it.
 */
export interface Closed {
  until: Date | null;
  seconds: number | null;
}

/** Longest closure that ends by itself, in hours. */
const LONGEST_CLOSURE_HOURS = 24;

/**
 * Limits guesses per person, over all runs, flows, channels and addresses (product specification 7). A person is a
 * customer or, so that decoys behave in the same way, a typed pair. The limit never affects sign-in.
 */
@Injectable()
export class RecoveryLimit {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
  ) {}

  /**
   * Counts a guess before it is compared, in one statement, so that parallel guesses cannot pass the limit together.
   * The guess that reaches the limit is the last one and closes recovery; `clearGuesses` undoes that if the guess was
   * right.
   * @returns false when recovery is closed; nothing was counted in that case
   */
  async countGuess(subject: Buffer): Promise<boolean> {
    const { RECOVERY_DAILY_FAILURES, RECOVERY_FAILURES_IN_A_ROW } = this.config.values;
    const rows = await this.db.query<unknown[]>(UPSERT_GUESS, [
      subject,
      RECOVERY_DAILY_FAILURES,
      RECOVERY_FAILURES_IN_A_ROW,
      LONGEST_CLOSURE_HOURS,
    ]);
    return rows.length === 1;
  }

  /** Deletes everything counted so far, after a right PIN. */
  async clearGuesses(subject: Buffer): Promise<void> {
    await this.db.query('DELETE FROM recovery_gate WHERE subject = $1', [subject]);
  }

  /** Deletes everything counted for these subjects. @returns whether one of them was closed */
  async reopen(tx: EntityManager, subjects: Buffer[]): Promise<boolean> {
    const [forgotten] = await tx.query<[{ closed: boolean }[], number]>(DELETE_GUESSES, [subjects]);
    return forgotten.some(({ closed }) => closed);
  }

  /**
   * The closure of one of these subjects; null when all are open. `since` is the time of its last guess, and `until`
   * is null when the closure has no end.
   */
  async closureOf(tx: EntityManager, subjects: Buffer[]): Promise<Closure | null> {
    const [closure] = await tx.query<Closure[]>(SELECT_CLOSURE, [subjects]);
    return closure ?? null;
  }

  /** Whether recovery is closed for this subject, and for how much longer; null while it is open. */
  async closed(subject: Buffer): Promise<Closed | null> {
    const [row] = await this.db.query<Closed[]>(SELECT_CLOSED, [subject]);
    return row ?? null;
  }

  /**
   * The answer to a guess or a new run while recovery is closed. It contains the wait if recovery reopens by itself.
   */
  async refusal(subject: Buffer): Promise<AppError> {
    const seconds = (await this.closed(subject))?.seconds ?? null;
    return new AppError('recovery.closed', seconds === null ? {} : { retryAfterSeconds: seconds });
  }
}

const RECENT = `ARRAY(SELECT guess FROM unnest(gate.guesses) AS guess WHERE guess > now() - interval '24 hours')`;
const UPSERT_GUESS = `
  INSERT INTO recovery_gate AS gate (subject, guesses, failures_in_a_row, closures, closed_until)
  VALUES ($1, ARRAY[now()], 1, 0, NULL)
  ON CONFLICT (subject) DO UPDATE SET
    guesses = ${RECENT} || now(),
    failures_in_a_row = gate.failures_in_a_row + 1,
    closures = gate.closures + CASE WHEN cardinality(${RECENT}) + 1 >= $2 THEN 1 ELSE 0 END,
    closed_until = CASE
      WHEN gate.failures_in_a_row + 1 >= $3 THEN 'infinity'::timestamptz
      WHEN cardinality(${RECENT}) + 1 >= $2 THEN now() + least($4, 2 ^ least(gate.closures, 10)) * interval '1 hour'
    END
  WHERE gate.closed_until IS NULL OR gate.closed_until <= now()
  RETURNING 1`;
const DELETE_GUESSES = `
  DELETE FROM recovery_gate WHERE subject = ANY ($1)
  RETURNING coalesce(closed_until > now(), false) AS closed`;
const ISO = `AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const SELECT_CLOSURE = `
  SELECT to_char((SELECT max(guess) FROM unnest(guesses) AS guess) ${ISO}) AS since,
         CASE WHEN closed_until < 'infinity' THEN to_char(closed_until ${ISO}) END AS until
  FROM recovery_gate WHERE subject = ANY ($1) AND closed_until > now()
  ORDER BY closed_until DESC LIMIT 1`;
const SELECT_CLOSED = `
  SELECT CASE WHEN closed_until < 'infinity' THEN closed_until END AS until,
         CASE WHEN closed_until < 'infinity' THEN ceil(extract(epoch FROM closed_until - now()))::int END AS seconds
  FROM recovery_gate WHERE subject = $1 AND closed_until > now()`;
