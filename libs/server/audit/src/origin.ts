import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AsyncLocalStorage } from 'node:async_hooks';
import { isIP } from 'node:net';

/** Where a request came from, and once that is known, who sent it. */
export interface Origin {
  /** Whole, as the socket or a trusted proxy gives it; null where there is none. */
  address: string | null;
  userAgent: string | null;
  /** お客様ID of who is signed in. */
  actor?: string;
}

/** Longest user agent that is kept: a device is recognised by less. */
const USER_AGENT_MAX = 512;

const origins = new AsyncLocalStorage<Origin>();

/**
 * Lets every act know the request that it belongs to, so that no service forgets to hand it on. From `preValidation`
 * on, because reading the body loses what was said before it.
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

/** The request at hand; undefined in workers and programs. */
export function currentOrigin(): Origin | undefined {
  return origins.getStore();
}

/** Says who is signed in: whatever this request still does is theirs. */
export function noteActor(customerId: string): void {
  const origin = origins.getStore();
  if (origin !== undefined) origin.actor = customerId;
}
