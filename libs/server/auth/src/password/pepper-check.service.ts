import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Alarms } from '@daiko/server-notification';
import { AppConfig, periodically, type PeriodicWork } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { Pepper } from './pepper';
import { pepperUse } from './pepper-use';

/** Milliseconds between two checks; each check reads every login. */
const LOOK_GAP_MS = 600_000;

/**
 * Detects that a key was removed from PEPPER_KEYS too early. A user whose hash names that key cannot sign in until
 * the next password reset.
 */
@Injectable()
export class PepperCheckService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(PepperCheckService.name);
  private readonly known: ReadonlySet<string>;
  private looks?: PeriodicWork;

  constructor(
    private readonly db: DataSource,
    private readonly alarms: Alarms,
    config: AppConfig,
  ) {
    this.known = new Set(new Pepper(config.values.PEPPER_KEYS).ids);
  }

  onApplicationBootstrap(): void {
    const rhythm = { gapMs: LOOK_GAP_MS, isImmediate: true };
    this.looks = periodically('look at the keys of passwords', rhythm, () => this.look());
  }

  async onModuleDestroy(): Promise<void> {
    await this.looks?.stop();
  }

  /** One check: raises an alarm for each missing key, and clears the alarms of keys that are not missing any more. */
  async look(): Promise<void> {
    const missing = new Set<string>();
    for (const { keyId, logins, legacyLogins } of await pepperUse(this.db)) {
      if (keyId === null || this.known.has(keyId) || logins + legacyLogins === 0) continue;
      missing.add(keyId);
      this.logger.error({ event: 'PEPPER_KEYS lacks a key that logins need', keyId, logins, legacyLogins });
      await this.alarms.raise('pepper.missing', keyId);
    }
    await this.clearExcept(missing);
  }

  private async clearExcept(missing: ReadonlySet<string>): Promise<void> {
    for (const { name, subject, clearedAt } of await this.alarms.list()) {
      if (name !== 'pepper.missing' || clearedAt !== null || missing.has(subject)) continue;
      await this.alarms.clear(name, subject);
    }
  }
}
