import { DOCUMENT } from '@angular/common';
import { inject, Service } from '@angular/core';
import type { PinRun } from '@daiko/contracts';

/** The stream must not pass through a service worker, which would wait for an end that never comes. */
const STREAM = '/api/pin-run/progress?ngsw-bypass';

/** Milliseconds between two requests while the stream is down. */
const ASK_EVERY = 5_000;

export interface RunListener {
  /** Receives a state of the run from the stream. */
  take(run: PinRun): void;
  /** Called when the state has to be requested, because the stream is down or may have missed something. */
  ask(): void;
}

/**
 * Follows a run while its page waits: by a stream of events, or by a request every 5 seconds if no stream gets
 * through.
 */
@Service()
export class RunProgress {
  private readonly document = inject(DOCUMENT);

  /** @returns a function that stops it. */
  follow(listener: RunListener): () => void {
    const following = new Following(listener);
    const awake = () => {
      if (this.document.visibilityState === 'visible') following.wake();
    };
    const online = () => following.wake();
    this.document.addEventListener('visibilitychange', awake);
    this.document.defaultView?.addEventListener('online', online);
    following.open();
    return () => {
      this.document.removeEventListener('visibilitychange', awake);
      this.document.defaultView?.removeEventListener('online', online);
      following.close();
    };
  }
}

class Following {
  private stream: EventSource | undefined;
  private asking: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly listener: RunListener) {}

  open(): void {
    this.stream = new EventSource(STREAM);
    this.stream.onopen = () => this.stopAsking();
    this.stream.onmessage = ({ data }: MessageEvent<string>) =>
      this.listener.take(JSON.parse(data) as PinRun);
    // The browser reconnects by itself if it can. Until then, or if it cannot, the page sends requests.
    this.stream.onerror = () => this.startAsking();
  }

  /**
   * After sleep or a lost connection the old connection may look open although it is dead, so a new one is opened.
   */
  wake(): void {
    this.listener.ask();
    this.stream?.close();
    this.open();
  }

  close(): void {
    this.stream?.close();
    this.stopAsking();
  }

  private startAsking(): void {
    this.asking ??= setInterval(() => this.listener.ask(), ASK_EVERY);
  }

  private stopAsking(): void {
    clearInterval(this.asking);
    this.asking = undefined;
  }
}
