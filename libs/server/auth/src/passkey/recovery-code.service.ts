import { Injectable } from '@nestjs/common';
import {
  formatRecoveryCode,
  RECOVERY_CODE_ALPHABET,
  RECOVERY_CODE_LENGTH,
  RECOVERY_CODES,
} from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { NotificationOutbox } from '@daiko/server-notification';
import { AppConfig, AppError, RateLimit, StableKey } from '@daiko/server-platform';
import { randomInt } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import type { VerifiedCredential } from '../sign-in/verified-credential';
import { PasskeyStepService } from './passkey-step.service';
import { RecoveryCodeStore } from './recovery-code.store';

const HOUR = 3_600;

/** 復旧コード: each code replaces a passkey once, after a right password. */
@Injectable()
export class RecoveryCodeService {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly limits: RateLimit,
    private readonly stable: StableKey,
    private readonly codes: RecoveryCodeStore,
    private readonly steps: PasskeyStepService,
    private readonly outbox: NotificationOutbox,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Makes ten codes and ends the earlier ones. Call it under `lockCustomer`.
   * @returns the codes as they are shown; they are shown only this once
   */
  async make(tx: EntityManager, customerId: string): Promise<string[]> {
    const made = Array.from({ length: RECOVERY_CODES }, newCode);
    const hashes = made.map((code) => this.hash(customerId, code));
    await this.codes.replaceAll(tx, customerId, hashes);
    await this.trail.record(tx, {
      event: 'recovery_code.made',
      subject: customerId,
      detail: { count: made.length },
    });
    return made.map(formatRecoveryCode);
  }

  /**
   * Uses a code instead of the passkey. The attempt is counted before the code is searched, in a separate statement,
   * so neither a burst of requests nor a rollback gives an attempt back. Every contact is notified when a code was
   * right.
   * @param token token of the browser whose password was right
   * @throws AppError `recovery_code.refused`, `passkey.step_over`, `rate_limit.exceeded`
   */
  async signIn(token: string | undefined, code: string, address: string): Promise<VerifiedCredential> {
    const { RECOVERY_CODES_PER_ADDRESS_HOURLY, RECOVERY_CODES_PER_CUSTOMER_HOURLY } = this.config.values;
    await this.limits.spend(`recovery-code-address:${address}`, RECOVERY_CODES_PER_ADDRESS_HOURLY, HOUR);
    const step = await this.steps.find(token);
    const person = `recovery-code-customer:${step.customerId}`;
    await this.limits.spend(person, RECOVERY_CODES_PER_CUSTOMER_HOURLY, HOUR);
    await this.use(step.customerId, code);
    return { ...step, isByRecoveryCode: true };
  }

  private async use(customerId: string, code: string): Promise<void> {
    const hash = this.hash(customerId, code);
    const isUsed = await this.db.transaction(async (tx) => {
      const left = await this.codes.use(tx, customerId, hash);
      if (left === undefined) return false;
      await this.trail.record(tx, {
        event: 'recovery_code.used',
        actor: customerId,
        subject: customerId,
        detail: { left },
      });
      await this.outbox.enqueue(tx, { template: 'recovery_code_used', customerId });
      return true;
    });
    if (!isUsed) await this.refuse(customerId);
  }

  private async refuse(customerId: string): Promise<never> {
    const code = 'recovery_code.refused';
    await this.trail.record(this.db.manager, {
      event: code,
      result: 'refused',
      subject: customerId,
      detail: { code },
    });
    throw new AppError(code);
  }

  /** The hash key is not stored in the database, so a copy of the database reveals nothing about the codes. */
  private hash(customerId: string, code: string): Buffer {
    return this.stable.derive('recovery_code', customerId, code);
  }
}

function newCode(): string {
  const { length } = RECOVERY_CODE_ALPHABET;
  return Array.from({ length: RECOVERY_CODE_LENGTH }, () =>
    RECOVERY_CODE_ALPHABET.charAt(randomInt(length)),
  ).join('');
}
