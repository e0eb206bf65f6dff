import { DOCUMENT } from '@angular/common';
import { DestroyRef, inject, Service, signal } from '@angular/core';
import { ApiClient } from '@daiko/client-session';

/** Milliseconds between two requests. */
const INTERVAL = 5_000;
/**
 * If no user has touched the device for this time, the page stops asking, so that the session can end by itself. In
 * milliseconds.
 */
const ATTENTION = 15 * 60_000;

/** Asks again every five seconds while a user is there to see it. Provided by the page. */
@Service({ autoProvided: false })
export class Refresh {
  private readonly api = inject(ApiClient);
  private readonly document = inject(DOCUMENT);
  private readonly asleep = signal(false);
  private look: () => Promise<void> = () => Promise.resolve();
  private underWay = false;
  private touchedAt = Date.now();

  /** No user has touched the device for 15 minutes; the page continues with the next touch. */
  readonly paused = this.asleep.asReadonly();

  constructor() {
    const touch = () => this.touch();
    const timer = setInterval(() => void this.tick(), INTERVAL);
    for (const name of ['pointerdown', 'keydown', 'visibilitychange'])
      this.document.addEventListener(name, touch);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      for (const name of ['pointerdown', 'keydown', 'visibilitychange'])
        this.document.removeEventListener(name, touch);
    });
  }

  /** Sets the function that is called now and from then on; it must not reject. */
  start(look: () => Promise<void>): void {
    this.look = look;
    void this.now();
  }

  /** Calls it immediately. While one call is in progress, no second call starts. */
  async now(): Promise<void> {
    if (this.underWay) return;
    this.underWay = true;
    try {
      await this.look();
    } finally {
      this.underWay = false;
    }
  }

  private touch(): void {
    this.touchedAt = Date.now();
    if (!this.asleep()) return;
    this.asleep.set(false);
    void this.now();
  }

  private async tick(): Promise<void> {
    if (this.document.hidden) return;
    if (Date.now() - this.touchedAt > ATTENTION) this.asleep.set(true);
    else await this.api.unattended(() => this.now());
  }
}
