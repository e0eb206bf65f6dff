import { Injectable } from '@nestjs/common';
import { AppError } from '@daiko/server-platform';
import type { ServerResponse } from 'node:http';

/** Most streams of one run at the same time: as many as a person has tabs of it. */
const STREAMS_PER_RUN = 4;
/** Most streams of one address (IPv6: /64) at the same time: enough for an office behind one address. */
const STREAMS_PER_ADDRESS = 30;
/** Seconds until a page may ask again; until then it polls. */
const RETRY_AFTER_SECONDS = 10;

/**
 * Limits how many streams are open at the same time. Each stream receives every change of its run, so many streams of
 * one run would slow all users down. The count is in memory, because a stream ends with its process. The newest
 * stream is refused.
 */
@Injectable()
export class StreamLimit {
  private readonly open = new Map<string, number>();

  /** Counts a stream until its answer is closed. @throws AppError `rate_limit.exceeded` */
  take(response: ServerResponse, runId: string, address: string): void {
    const limits = { [`run ${runId}`]: STREAMS_PER_RUN, [`address ${address}`]: STREAMS_PER_ADDRESS };
    for (const [key, most] of Object.entries(limits))
      if ((this.open.get(key) ?? 0) >= most)
        throw new AppError('rate_limit.exceeded', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    for (const key of Object.keys(limits)) this.add(key, 1);
    response.once('close', () => {
      for (const key of Object.keys(limits)) this.add(key, -1);
    });
  }

  private add(key: string, change: number): void {
    const count = (this.open.get(key) ?? 0) + change;
    if (count > 0) this.open.set(key, count);
    else this.open.delete(key);
  }
}
