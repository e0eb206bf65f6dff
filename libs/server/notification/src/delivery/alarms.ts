import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/**
 * Situations that an operator has to look at:
 * - `provider.open`: a provider fails and is not used for a while.
 * - `budget.spent`: a daily budget of SMS and calls is used up.
 * - `delivery.late`: messages wait longer than they should.
 * - `pepper.missing`: logins need a key that PEPPER_KEYS does not have.
 * - `pin.guessing`: there are many wrong PINs over all customers.
 * - `sign_in.spraying`: there are wrong passwords for many accounts, from one address or over all addresses.
 * - `import.unforeseen`: the database refused a row of an import that was judged good.
 */
export const ALARMS = [
  'provider.open',
  'budget.spent',
  'delivery.late',
  'pepper.missing',
  'pin.guessing',
  'sign_in.spraying',
  'import.unforeseen',
] as const;
export type AlarmName = (typeof ALARMS)[number];

/** One alarm, from the first time it is raised until an operator or the system clears it. */
export interface Alarm {
  id: string;
  name: AlarmName;
  /** What it is about, such as `sms/first` or `all`; never a whole number or address. */
  subject: string;
  raisedAt: Date;
  /** The latest time it was raised, and how often it was raised until then. */
  lastAt: Date;
  times: number;
  clearedAt: Date | null;
}

/** Alarms in the database. Every process can raise them, and the operators' console lists them. */
@Injectable()
export class Alarms {
  constructor(private readonly db: DataSource) {}

  /** Raises an alarm, or counts it again when it is still open: there is one open alarm for each subject. */
  async raise(name: AlarmName, subject: string): Promise<void> {
    await this.db.query(
      `INSERT INTO alarm AS open (name, subject) VALUES ($1, $2)
       ON CONFLICT (name, subject) WHERE cleared_at IS NULL DO UPDATE SET last_at = now(), times = open.times + 1`,
      [name, subject],
    );
  }

  /** Clears an alarm when its cause has passed or an operator has dealt with it. Does nothing when it is not open. */
  async clear(name: AlarmName, subject: string): Promise<void> {
    await this.db.query(
      'UPDATE alarm SET cleared_at = now() WHERE name = $1 AND subject = $2 AND cleared_at IS NULL',
      [name, subject],
    );
  }

  /**
   * Clears alarms that were last raised before today, because a daily budget starts again.
   * @param timeZone of the day
   */
  async clearBefore(name: AlarmName, timeZone: string): Promise<void> {
    await this.db.query(
      `UPDATE alarm SET cleared_at = now() WHERE name = $1 AND cleared_at IS NULL
          AND (last_at AT TIME ZONE $2)::date < (now() AT TIME ZONE $2)::date`,
      [name, timeZone],
    );
  }

  /** Clears alarms that were not raised again within the given number of minutes. */
  async clearQuiet(name: AlarmName, minutes: number): Promise<void> {
    await this.db.query(
      `UPDATE alarm SET cleared_at = now()
        WHERE name = $1 AND cleared_at IS NULL AND last_at <= now() - make_interval(mins => $2)`,
      [name, minutes],
    );
  }

  /** The number of open alarms by name. */
  async open(): Promise<{ name: AlarmName; count: number }[]> {
    return this.db.query(
      'SELECT name, count(*)::int AS count FROM alarm WHERE cleared_at IS NULL GROUP BY name',
    );
  }

  /** The open alarms, then those cleared within the given number of hours; the latest first. */
  async list(clearedWithinHours = 24): Promise<Alarm[]> {
    return this.db.query<Alarm[]>(
      `SELECT id, name, subject, raised_at AS "raisedAt", last_at AS "lastAt", times, cleared_at AS "clearedAt"
         FROM alarm WHERE cleared_at IS NULL OR cleared_at > now() - make_interval(hours => $1)
        ORDER BY cleared_at IS NOT NULL, last_at DESC LIMIT 200`,
      [clearedWithinHours],
    );
  }
}
