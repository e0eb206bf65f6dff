import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';

/** A person pressed 9 during a call. */
export interface NotMeReport {
  notificationId: string;
  customerId: string;
  challengeId: string | null;
}

export type NotMeListener = (report: NotMeReport) => Promise<void>;

/**
 * Passes on それは私ではありません from the keypad of a telephone. This module does not know the consequences: the module that
 * acts on the report registers a listener at the start.
 */
@Injectable()
export class NotMeReports implements OnApplicationBootstrap {
  private listener?: NotMeListener;

  /** Call it in `onModuleInit`. @throws when another module already listens: one report must not be acted on twice */
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
