import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';

/** Somebody pressed 9 during a call. */
export interface NotMeReport {
  notificationId: string;
  customerId: string;
  challengeId: string | null;
}

export type NotMeListener = (report: NotMeReport) => Promise<void>;

/**
 * それは私ではありません, said on the keypad of a telephone. What follows from it is not for this module to know: whoever
 * acts on it listens from the start.
 */
@Injectable()
export class NotMeReports implements OnApplicationBootstrap {
  private listener?: NotMeListener;

  /** Call it in `onModuleInit`. @throws when somebody else listens already: one act must not be done twice */
  listen(listener: NotMeListener): void {
    if (this.listener) throw new Error('Two modules listen to それは私ではありません');
    this.listener = listener;
  }

  /** Resolves when the listener has acted. */
  async report(report: NotMeReport): Promise<void> {
    await this.listener?.(report);
  }

  onApplicationBootstrap(): void {
    if (!this.listener) throw new Error('Nobody listens to それは私ではありません');
  }
}
