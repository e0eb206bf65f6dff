import { Injectable } from '@nestjs/common';
import { NotificationOutbox } from '@daiko/server-notification';
import { AppConfig } from '@daiko/server-platform';
import type { EntityManager } from 'typeorm';
import { KnownDeviceStore } from './known-device.store';
import type { VerifiedCredential } from './verified-credential';
import { SignInStreakStore } from './sign-in-streak.store';

/** What is unusual about a sign-in, as stored in its session. */
export interface Signs {
  isNewDevice: boolean;
  /** 0 when there were none, or too few to report. */
  failuresBefore: number;
}

const USUAL: Signs = { isNewDevice: false, failuresBefore: 0 };

/** Notifies the owner of a login about an unusual sign-in (ASVS 6.3.5). */
@Injectable()
export class UnusualSignInService {
  constructor(
    private readonly config: AppConfig,
    private readonly streaks: SignInStreakStore,
    private readonly devices: KnownDeviceStore,
    private readonly outbox: NotificationOutbox,
  ) {}

  /** Call it under `lockCustomer`, once it is certain that the sign-in succeeds. */
  async detect(tx: EntityManager, verified: VerifiedCredential, deviceToken?: string): Promise<Signs> {
    const failures = await this.streaks.clear(tx, verified.loginId, deviceToken);
    // A login of the old system only opens the consolidation, and a consolidation is reported to every contact.
    if (verified.legacyLoginId !== undefined) return USUAL;
    return {
      isNewDevice:
        deviceToken !== undefined && (await this.devices.recordUse(tx, verified.customerId, deviceToken)),
      failuresBefore: failures >= this.config.values.SIGN_IN_FAILURES_TOLD ? failures : 0,
    };
  }

  /** Records one mail for all signs, but no more than the daily limit, so that the user still reads them. */
  async notify(
    tx: EntityManager,
    customerId: string,
    sessionId: string,
    { isNewDevice, failuresBefore }: Signs,
  ): Promise<void> {
    if (!isNewDevice && failuresBefore === 0) return;
    const [told] = await tx.query<{ count: number }[]>(SELECT_NOTICES_TODAY, [customerId]);
    if ((told?.count ?? 0) >= this.config.values.SIGN_IN_NOTICES_DAILY) return;
    await this.outbox.enqueue(tx, { template: 'unusual_sign_in', customerId, sessionId });
  }
}

const SELECT_NOTICES_TODAY = `
  SELECT count(*)::int AS count FROM notification
  WHERE customer_id = $1 AND template = 'unusual_sign_in' AND created_at > now() - interval '1 day'`;
