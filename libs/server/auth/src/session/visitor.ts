import { clientAddress, DEVICE_COOKIE, newToken, readToken, setDevice } from '@daiko/server-platform';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Where a sign-in came from. */
export interface Visitor {
  userAgent: string;
  address: string;
  /** Token in the browser's long-lived cookie. It is only a hint and gives no access. */
  deviceToken?: string;
}

/** The visitor who is about to sign in. The browser keeps the cookie that identifies it, or gets a new one. */
export function visitorOf(request: FastifyRequest, reply: FastifyReply): Visitor {
  const deviceToken = readToken(request, DEVICE_COOKIE) ?? newToken();
  setDevice(reply, deviceToken);
  return {
    userAgent: request.headers['user-agent'] ?? '',
    address: clientAddress(request),
    deviceToken,
  };
}
