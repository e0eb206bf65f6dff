import { Service, signal } from '@angular/core';

/**
 * The time of the server, independent of the clock of the device. Deadlines come from the server, so the remaining
 * time is counted on its clock. Every answer that contains `now` corrects it again, also after a sleep.
 */
@Service()
export class ServerClock {
  private readonly offset = signal(0);

  /** @param now the time of the server, ISO 8601, as just received. */
  align(now: string): void {
    this.offset.set(Date.parse(now) - Date.now());
  }

  /** Milliseconds since 1970 on the clock of the server. */
  now(): number {
    return Date.now() + this.offset();
  }
}
