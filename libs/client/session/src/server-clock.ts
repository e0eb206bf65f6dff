import { Service, signal } from '@angular/core';

/**
 * The server's time, whatever the device's clock says. Deadlines come from the server, so what is left of them is
 * counted on its clock; every answer that carries `now` sets it right again, after a sleep too.
 */
@Service()
export class ServerClock {
  private readonly offset = signal(0);

  /** @param now the server's time, ISO 8601, as just received. */
  align(now: string): void {
    this.offset.set(Date.parse(now) - Date.now());
  }

  /** Milliseconds since 1970 on the server's clock. */
  now(): number {
    return Date.now() + this.offset();
  }
}
