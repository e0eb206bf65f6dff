import { AsyncLocalStorage } from 'node:async_hooks';
import { PassThrough, Readable } from 'node:stream';

/** Thrown when the reader of a long answer has gone, so the rest of the work is not needed. */
export class ReaderLeft extends Error {
  override name = 'ReaderLeft';
}

const reader = new AsyncLocalStorage<AbortSignal>();

/** The signal of the reader for whom the code runs, if `whileReading` started it. */
export const readerSignal = (): AbortSignal | undefined => reader.getStore();

/**
 * Runs a part of a long answer. If the reader leaves in the meantime, the running statement is cancelled in the
 * server and its connection becomes free.
 * @throws ReaderLeft
 */
export async function whileReading<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  if (signal.aborted) throw new ReaderLeft();
  return reader.run(signal, work);
}

/**
 * A stream whose pieces are made when they are read.
 * @param pieces gets a signal that aborts when the reader leaves
 */
export function readerStream(pieces: (signal: AbortSignal) => AsyncIterable<Buffer>): Readable {
  const leaving = new AbortController();
  const stream = Readable.from(pieces(leaving.signal));
  // This notifies a generator that waits for a statement immediately, not only after the statement has ended.
  const destroy = stream._destroy.bind(stream);
  stream._destroy = (error, done) => {
    leaving.abort();
    destroy(error, done);
  };
  return stream;
}

/**
 * A stream for code that writes.
 * @param write gets a signal that aborts when the reader leaves; if it throws, the stream is broken off
 */
export function writerStream(write: (into: PassThrough, signal: AbortSignal) => Promise<void>): Readable {
  const leaving = new AbortController();
  const stream = new PassThrough({
    destroy: (error, done) => {
      leaving.abort();
      done(error);
    },
  });
  // The answer has already begun, so breaking off the file is the only way to show that it is incomplete.
  write(stream, leaving.signal).catch((error: unknown) => stream.destroy(error as Error));
  return stream;
}
