import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Alarms } from '@daiko/server-notification';
import { AppConfig, TenMinuteCount, type Counted } from '@daiko/server-platform';
import { DataSource } from 'typeorm';

/** Milliseconds between two looks at whether it is over. */
const LOOK_GAP = 60_000;

/**
 * Counts wrong PINs over all customers: who tries a few at each of many stays below every limit per person, run and
 * address. A check counts as a wrong one until it is known what it was.
 */
@Injectable()
export class GuessLimit implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(GuessLimit.name);
  private readonly guesses: TenMinuteCount;
  private timer?: NodeJS.Timeout;

  constructor(
    db: DataSource,
    private readonly config: AppConfig,
    private readonly alarms: Alarms,
  ) {
    this.guesses = new TenMinuteCount(db, 'pin-guesses');
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.look().catch((error: unknown) => {
        this.logger.warn({ event: 'guesses not looked at', error: (error as Error).name });
      });
    }, LOOK_GAP);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Counts a check before it is made: however many come at once, no more than allowed pass without work. */
  async registerGuess(): Promise<Counted> {
    return this.guesses.add();
  }

  /** It was right, or no PIN was compared. */
  async withdraw(guess: Counted): Promise<void> {
    await this.guesses.takeBack(guess);
  }

  /** It was wrong, and stays counted. */
  async confirmWrong({ before }: Counted): Promise<void> {
    if (before + 1 > this.config.values.PIN_GUESSES_ALARM) await this.alarms.raise('pin.guessing', 'all');
  }

  /** Whether work is demanded of a guess that follows so many. @param before of the guess; by default of one made now */
  async demandsWork(before?: number): Promise<boolean> {
    return (before ?? (await this.guesses.recent())) > this.config.values.PIN_GUESSES_WORK;
  }

  /** One look: the alarm ends with what it tells of. */
  async look(): Promise<void> {
    if ((await this.guesses.recent()) <= this.config.values.PIN_GUESSES_ALARM)
      await this.alarms.clear('pin.guessing', 'all');
  }
}
