import { DOCUMENT } from '@angular/common';
import { inject, Service } from '@angular/core';
import type { PinRun } from '@daiko/contracts';

/** The stream must not pass through a service worker: it would wait for an end that never comes. */
const STREAM = '/api/pin-run/progress?ngsw-bypass';

/** Milliseconds between two questions while the stream is down. */
const ASK_EVERY = 5_000;

export interface RunListener {
  /** A state of the run, as the stream told it. */
  take(run: PinRun): void;
  /** To be asked for, because the stream is down or may have missed something. */
  ask(): void;
}

/** What happens to a run while its page waits: a stream of events, and questions every 5 seconds where none gets through. */
@Service()
export class RunProgress {
  private readonly document = inject(DOCUMENT);

  /** @returns how to stop. */
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
    // The browser connects again by itself where it can; meanwhile, and where it cannot, the page asks.
    this.stream.onerror = () => this.startAsking();
  }

  /** After sleep or a lost line the old connection may look alive and be dead: begin anew. */
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
