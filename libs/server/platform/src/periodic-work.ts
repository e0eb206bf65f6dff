import { Logger } from '@nestjs/common';

/** Work that goes on until it is stopped. */
export interface PeriodicWork {
  /** No further round begins. Resolves when the round under way has ended. */
  stop(): Promise<void>;
}

/** How often a round is done. */
interface Rhythm {
  /** Milliseconds between the end of a round and the beginning of the next one. */
  gapMs: number;
  /** The first round begins at once instead of after the gap. */
  isImmediate?: boolean;
}

const logger = new Logger('PeriodicWork');

/**
 * Repeats a piece of work, one round at a time. A round that fails is logged, and the next one tries again: what is done
 * here catches up with whatever was missed.
 * @param name for the log, as `sweep of messages`
 */
export function periodically(
  name: string,
  { gapMs, isImmediate = false }: Rhythm,
  work: () => Promise<unknown>,
): PeriodicWork {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let round: Promise<void> = Promise.resolve();

  const wait = (milliseconds: number) => {
    timer = setTimeout(() => {
      round = begin();
    }, milliseconds);
  };
  const begin = async () => {
    try {
      await work();
    } catch (error) {
      // Name and code: messages of databases and providers quote values.
      logger.warn({ event: `${name} failed`, ...failureOf(error) });
    }
    if (!isStopped) wait(gapMs);
  };

  wait(isImmediate ? 0 : gapMs);
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}

/** What of an error may be logged. */
export function failureOf(error: unknown): { error: string; reason: unknown } {
  if (!(error instanceof Error)) return { error: typeof error, reason: undefined };
  return { error: error.name, reason: (error as { code?: unknown }).code };
}
