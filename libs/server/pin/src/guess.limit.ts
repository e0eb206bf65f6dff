import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Alarms } from '@daiko/server-notification';
import {
  AppConfig,
  periodically,
  TenMinuteCount,
  type Counted,
  type PeriodicWork,
} from '@daiko/server-platform';
import { DataSource } from 'typeorm';

/** Milliseconds between two checks whether the attack is over. */
const LOOK_GAP_MS = 60_000;

/**
 * Counts wrong PINs over all customers: an attacker who tries a few PINs at each of many customers stays below every
 * limit per person, run and address. A check counts as a wrong PIN until its result is known.
 */
@Injectable()
export class GuessLimit implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly guesses: TenMinuteCount;
  private looks?: PeriodicWork;

  constructor(
    db: DataSource,
    private readonly config: AppConfig,
    private readonly alarms: Alarms,
  ) {
    this.guesses = new TenMinuteCount(db, 'pin-guesses');
  }

  onApplicationBootstrap(): void {
    this.looks = periodically('look at guessed PINs', { gapMs: LOOK_GAP_MS }, () => this.look());
  }

  async onModuleDestroy(): Promise<void> {
    await this.looks?.stop();
  }

  /**
   * Counts a check before it is made. So, however many checks arrive at the same time, no more than allowed pass
   * without work.
   */
  async registerGuess(): Promise<Counted> {
    return this.guesses.add();
  }

  /** Takes a guess back, because the PIN was right or no PIN was compared. */
  async withdraw(guess: Counted): Promise<void> {
    await this.guesses.takeBack(guess);
  }

  /** Keeps a wrong guess counted, and raises an alarm above the limit. */
  async confirmWrong({ before }: Counted): Promise<void> {
    if (before + 1 > this.config.values.PIN_GUESSES_ALARM) await this.alarms.raise('pin.guessing', 'all');
  }

  /** Whether a guess requires work. @param before number of guesses before it; by default the current number */
  async demandsWork(before?: number): Promise<boolean> {
    return (before ?? (await this.guesses.recent())) > this.config.values.PIN_GUESSES_WORK;
  }

  /** One check: ends the alarm when the number of guesses has fallen to the limit. */
  async look(): Promise<void> {
    if ((await this.guesses.recent()) <= this.config.values.PIN_GUESSES_ALARM)
      await this.alarms.clear('pin.guessing', 'all');
  }
}
