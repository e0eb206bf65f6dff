import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Alarms } from '@daiko/server-notification';
import {
  AppConfig,
  periodically,
  StableKey,
  TenMinuteCount,
  type PeriodicWork,
} from '@daiko/server-platform';
import { DataSource } from 'typeorm';

const LOOK_GAP_MS = 60_000;
/** An alarm is over when it was not raised again for this number of minutes. */
const QUIET_MINUTES = 60;
/** Number of characters of the address's keyed hash that identify the address in an alarm. */
const MARK_LENGTH = 8;

/** Raises alarms about wrong passwords at many accounts: one per address, and one over all addresses. */
@Injectable()
export class SprayingAlarmService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly failures: TenMinuteCount;
  private looks?: PeriodicWork;

  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly stable: StableKey,
    private readonly alarms: Alarms,
  ) {
    this.failures = new TenMinuteCount(db, 'sign-in-failures');
  }

  onApplicationBootstrap(): void {
    this.looks = periodically('look at sprayed passwords', { gapMs: LOOK_GAP_MS }, () => this.look());
  }

  async onModuleDestroy(): Promise<void> {
    await this.looks?.stop();
  }

  /**
   * Records that a password was wrong. The same statements run for an account that does not exist.
   * @param address as `clientAddress` gives it; the alarm contains eight characters of its keyed hash
   * @param loginId folded
   */
  async note(address: string, loginId: string): Promise<void> {
    const { SIGN_IN_ACCOUNTS_ALARM, SIGN_IN_FAILURES_ALARM } = this.config.values;
    const of = this.hash(address);
    const [row] = await this.db.query<{ accounts: number }[]>(INSERT_SPRAYED_ACCOUNT, [
      of,
      this.hash(address, loginId),
    ]);
    if ((row?.accounts ?? 0) >= SIGN_IN_ACCOUNTS_ALARM)
      await this.alarms.raise('sign_in.spraying', `address/${of.toString('hex').slice(0, MARK_LENGTH)}`);
    const { before } = await this.failures.add();
    if (before + 1 >= SIGN_IN_FAILURES_ALARM) await this.alarms.raise('sign_in.spraying', 'all');
  }

  /** One check: ends the alarms that were not raised for an hour. */
  async look(): Promise<void> {
    await this.alarms.clearQuiet('sign_in.spraying', QUIET_MINUTES);
  }

  private hash(...parts: string[]): Buffer {
    return this.stable.derive('subject', 'sign-in-accounts', ...parts);
  }
}

/** Counts an account of an address once an hour. @returns the accounts of this hour if this one is new */
const INSERT_SPRAYED_ACCOUNT = `
  WITH fresh AS (
    INSERT INTO rate_limit (key, window_start, used) VALUES ($2, date_trunc('hour', now()), 1)
    ON CONFLICT (key, window_start) DO NOTHING RETURNING window_start
  )
  INSERT INTO rate_limit AS held (key, window_start, used) SELECT $1, window_start, 1 FROM fresh
  ON CONFLICT (key, window_start) DO UPDATE SET used = held.used + 1
  RETURNING used AS accounts`;
