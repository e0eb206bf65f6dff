import { clientAddress, DEVICE_COOKIE, newToken, readToken, setDevice } from '@daiko/server-platform';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Where a sign-in came from. */
export interface Visitor {
  userAgent: string;
  address: string;
  /** Of the browser's long-lived cookie: a hint, which opens nothing. */
  deviceToken?: string;
}

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
