import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { periodically, type PeriodicWork } from '@daiko/server-platform';
import { DataSource } from 'typeorm';

/** Milliseconds between two searches for old rows. */
const INTERVAL_MS = 3_600_000;

/** The statement for each table that deletes rows after their retention time. Notifications never contain a body. */
export const RETENTION: Record<string, string> = {
  mail_link: `DELETE FROM mail_link WHERE expires_at < now() - interval '30 days'`,
  pin_challenge: `DELETE FROM pin_challenge WHERE ends_at < now() - interval '30 days'`,
  decoy_list: `DELETE FROM decoy_list WHERE asked_at < now() - interval '400 days'`,
  notification: `DELETE FROM notification WHERE created_at < now() - interval '400 days'`,
  known_device: `DELETE FROM known_device WHERE last_used_at < now() - interval '400 days'`,
  passkey_challenge: `DELETE FROM passkey_challenge WHERE expires_at < now() - interval '1 day'`,
  passkey_step: `DELETE FROM passkey_step WHERE created_at < now() - interval '1 day'`,
  session: `DELETE FROM session WHERE coalesce(ended_at, last_used_at) < now() - interval '400 days'`,
  message_budget: `DELETE FROM message_budget WHERE day < current_date - 60`,
  alarm: `DELETE FROM alarm WHERE cleared_at < now() - interval '400 days'`,
  rate_limit: `DELETE FROM rate_limit WHERE window_start < now() - interval '2 days'`,
  // A streak of fewer than 10 wrong passwords is deleted 30 days after the last one. A streak that continues is kept,
  // however slowly it grows.
  sign_in_streak: `DELETE FROM sign_in_streak
    WHERE last_failed_at < now() - CASE WHEN failures < 10 THEN interval '30 days' ELSE interval '400 days' END`,
  sign_in_throttle: `DELETE FROM sign_in_throttle WHERE last_failed_at < now() - interval '2 days'`,
};

/**
 * Deletes rows whose retention time is over. Several workers at the same time do no harm, because each row is deleted
 * only once.
 */
@Injectable()
export class Retention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Retention.name);
  private passes?: PeriodicWork;

  constructor(private readonly db: DataSource) {}

  onApplicationBootstrap(): void {
    this.passes = periodically('retention', { gapMs: INTERVAL_MS }, () => this.enforce());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.passes?.stop();
  }

  /** Goes through all tables once. @returns the number of deleted rows by table */
  async enforce(): Promise<Record<string, number>> {
    const deleted: Record<string, number> = {};
    for (const [table, statement] of Object.entries(RETENTION)) {
      const [, count] = await this.db.query<[unknown, number]>(statement);
      deleted[table] = count;
    }
    const [forgotten] = await this.db.query<{ count: string }[]>('SELECT audit_forget() AS count');
    deleted['audit_event'] = Number(forgotten?.count ?? 0);
    this.logger.log({ event: 'retention', deleted });
    return deleted;
  }
}
