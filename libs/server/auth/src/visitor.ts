import { clientAddress, DEVICE_COOKIE, newToken, readToken, setDevice } from '@daiko/server-platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Visitor } from './session.service';

/** Who is about to sign in. The browser keeps, or is given, the cookie by which it is known again. */
export function visitorOf(request: FastifyRequest, reply: FastifyReply): Visitor {
  const deviceToken = readToken(request, DEVICE_COOKIE) ?? newToken();
  setDevice(reply, deviceToken);
  return {
    userAgent: request.headers['user-agent'] ?? '',
    address: clientAddress(request),
    deviceToken,
  };
}
