import { clientAddress, readToken, RUN_COOKIE } from '@daiko/server-platform';
import type { FastifyRequest } from 'fastify';
import type { ResetOrigin } from './credential-reset.service';

/** The browser that sends 確認, with the run that the new run replaces. */
export function resetOrigin(request: FastifyRequest): ResetOrigin {
  return { address: clientAddress(request), replaces: readToken(request, RUN_COOKIE) };
}
