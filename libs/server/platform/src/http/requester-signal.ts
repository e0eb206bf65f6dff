import type { FastifyReply } from 'fastify';

/** A signal that is aborted when the client leaves before the answer; for answers that take long (`whileReading`). */
export function requesterSignal({ raw }: FastifyReply): AbortSignal {
  const leaving = new AbortController();
  raw.once('close', () => leaving.abort());
  return leaving.signal;
}
