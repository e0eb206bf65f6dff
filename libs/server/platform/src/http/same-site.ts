import type { FastifyRequest } from 'fastify';
import { AppError } from '../app-error';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses requests that change something and come from another site. Browsers send Sec-Fetch-Site; browsers that are
 * ten years old send only Origin. A client that sends neither is not a browser and carries no user's cookie, so it is
 * judged by what it presents.
 * @param ownOrigin origin of PUBLIC_BASE_URL
 */
export function refuseCrossSite(request: FastifyRequest, ownOrigin: string): void {
  if (SAFE_METHODS.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') throw new AppError('request.cross_site');
    return;
  }
  const { origin } = request.headers;
  if (origin !== undefined && origin !== ownOrigin) throw new AppError('request.cross_site');
}
