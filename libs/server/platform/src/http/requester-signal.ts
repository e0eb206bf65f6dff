import type { FastifyReply } from 'fastify';

/** Aborted when whoever asked has gone before the answer, for answers that take long (`whileReading`). */
export function requesterSignal({ raw }: FastifyReply): AbortSignal {
  const leaving = new AbortController();
  raw.once('close', () => leaving.abort());
  return leaving.signal;
}
