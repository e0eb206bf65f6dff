import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AsyncLocalStorage } from 'node:async_hooks';
import { isIP } from 'node:net';

/** The source of a request and, once it is known, the user who sent it. */
export interface Origin {
  /** The whole address, as the socket or a trusted proxy gives it; null when there is none. */
  address: string | null;
  userAgent: string | null;
  /** お客様ID of the signed-in user. */
  actor?: string;
}

/** Longest user agent that is kept. A shorter one is enough to recognise a device. */
const USER_AGENT_MAX = 512;

const origins = new AsyncLocalStorage<Origin>();

/**
 * Makes the current request available to every action, so that no service has to pass it on. It starts at
 * `preValidation`, because reading the body loses a context that was set before.
 */
export function followOrigins(fastify: Pick<FastifyInstance, 'addHook'>): void {
  fastify.addHook('preValidation', (request, _reply, done) => {
    origins.run(originOf(request), done);
  });
}

export function originOf(request: Pick<FastifyRequest, 'ip' | 'headers'>): Origin {
  const bare = request.ip.replace(/%.*$/, '');
  const { 'user-agent': userAgent } = request.headers;
  return {
    address: isIP(bare) === 0 ? null : bare,
    userAgent: userAgent?.slice(0, USER_AGENT_MAX) ?? null,
  };
}

/** The current request; undefined in workers and command-line programs. */
export function currentOrigin(): Origin | undefined {
  return origins.getStore();
}

/** Sets the signed-in user. All further actions of this request are recorded for that user. */
export function noteActor(customerId: string): void {
  const origin = origins.getStore();
  if (origin !== undefined) origin.actor = customerId;
}
