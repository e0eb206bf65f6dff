import { Injectable, Logger } from '@nestjs/common';
import { NotificationOutbox } from '@daiko/server-notification';
import { DataSource } from 'typeorm';
import { KnownDeviceStore } from './known-device.store';
import type { SignInCandidate } from './sign-in-candidate.store';
import { SignInStreakStore, type CountedStreak } from './sign-in-streak.store';

/** A password that was compared. */
interface Typed {
  streak: CountedStreak;
  candidates: readonly SignInCandidate[];
  deviceToken: string | undefined;
}

/**
 * Passwords that were guessed at too often: they open nothing any more but from a browser that the customer has signed in
 * with, so that nobody can be shut out by a stranger. A passkey, or a new password by お問い合わせ, opens as before.
 */
@Injectable()
export class ClosedPasswordService {
  private readonly logger = new Logger(ClosedPasswordService.name);

  constructor(
    private readonly db: DataSource,
    private readonly devices: KnownDeviceStore,
    private readonly streaks: SignInStreakStore,
    private readonly outbox: NotificationOutbox,
  ) {}

  /** Does not depend on whether the password is right. */
  async isClosed({ streak, candidates, deviceToken }: Typed): Promise<boolean> {
    if (!streak.isClosed) return false;
    if (streak.isBrowserClosed || deviceToken === undefined) return true;
    const customerIds = candidates.map(({ customerId }) => customerId);
    return !(await this.devices.isKnown(this.db, customerIds, deviceToken));
  }

  /**
   * Tells the owner by mail, once for each streak. The answer does not wait for it: only where there is an owner is there
   * something to do, and the time would tell.
   * @param customerId whose login it is; null: nobody's, or several customers' of the old system
   */
  tellOwner(customerId: string | null, streak: CountedStreak): void {
    void this.tell(customerId, streak).catch((error: unknown) => {
      this.logger.error({ event: 'owner not told of a closed password', error: (error as Error).name });
    });
  }

  private async tell(customerId: string | null, streak: CountedStreak): Promise<void> {
    if (customerId === null) return;
    await this.db.transaction(async (tx) => {
      if (await this.streaks.markTold(tx, streak))
        await this.outbox.enqueue(tx, { template: 'password_closed', customerId });
    });
  }
}
