import { AsyncLocalStorage } from 'node:async_hooks';
import { PassThrough, Readable } from 'node:stream';

/** The reader of a long answer has gone: nobody needs the rest of the work. */
export class ReaderLeft extends Error {
  override name = 'ReaderLeft';
}

const reader = new AsyncLocalStorage<AbortSignal>();

/** Of the reader for whom the running code works, where it was begun by `whileReading`. */
export const readerSignal = (): AbortSignal | undefined => reader.getStore();

/**
 * Does a part of a long answer. When the reader leaves meanwhile, the running statement is cancelled in the server, and
 * its connection is free. @throws ReaderLeft
 */
export async function whileReading<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  if (signal.aborted) throw new ReaderLeft();
  return reader.run(signal, work);
}

/** A stream of pieces that are made as they are read. @param pieces is told when the reader leaves */
export function readerStream(pieces: (signal: AbortSignal) => AsyncIterable<Buffer>): Readable {
  const leaving = new AbortController();
  const stream = Readable.from(pieces(leaving.signal));
  // A generator that waits for a statement is told at once, not when the statement has ended.
  const destroy = stream._destroy.bind(stream);
  stream._destroy = (error, done) => {
    leaving.abort();
    destroy(error, done);
  };
  return stream;
}

/** A stream for code that writes. @param write is told when the reader leaves; what it throws breaks the stream off */
export function writerStream(write: (into: PassThrough, signal: AbortSignal) => Promise<void>): Readable {
  const leaving = new AbortController();
  const stream = new PassThrough({
    destroy: (error, done) => {
      leaving.abort();
      done(error);
    },
  });
  // A file that breaks off is the only way to say that it is not whole: the answer has begun by then.
  write(stream, leaving.signal).catch((error: unknown) => stream.destroy(error as Error));
  return stream;
}
