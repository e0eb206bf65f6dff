import { Injectable, Logger } from '@nestjs/common';
import { NotificationOutbox } from '@daiko/server-notification';
import { DataSource } from 'typeorm';
import { KnownDeviceStore } from './known-device.store';
import type { SignInCandidate } from './sign-in-candidate.store';
import { SignInStreakStore, type CountedStreak } from './sign-in-streak.store';

/** A sign-in attempt whose password was compared. */
interface Typed {
  streak: CountedStreak;
  candidates: readonly SignInCandidate[];
  deviceToken: string | undefined;
}

/**
 * Closes passwords that were guessed at too often. A closed password works only in a browser with which the customer
 * has signed in before, so a stranger cannot shut a customer out. A passkey, or a new password set through お問い合わせ,
 * works as before.
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

  /** The answer does not depend on whether the password is right. */
  async isClosed({ streak, candidates, deviceToken }: Typed): Promise<boolean> {
    if (!streak.isClosed) return false;
    if (streak.isBrowserClosed || deviceToken === undefined) return true;
    const customerIds = candidates.map(({ customerId }) => customerId);
    return !(await this.devices.isKnown(this.db, customerIds, deviceToken));
  }

  /**
   * Notifies the owner by mail, once for each streak. The response does not wait for the mail: there is something to
   * do only when the login has an owner, so the response time would reveal that it has one.
   * @param customerId the customer to whom the login belongs; null when it belongs to no customer, or to several
   * customers of the old system
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
