import type { FastifyReply, FastifyRequest } from 'fastify';
import '@fastify/cookie';

/** The two cookies there are. Both opaque; `__Host-` ties them to this host and to a secure origin. */
export const SESSION_COOKIE = '__Host-session';
export const RUN_COOKIE = '__Host-run';
type CookieName = typeof SESSION_COOKIE | typeof RUN_COOKIE;

const ATTRIBUTES = { httpOnly: true, secure: true, sameSite: 'lax', path: '/' } as const;

/** The token in a cookie, or undefined; anything that no token of ours could be is as good as absent. */
export function readToken(request: FastifyRequest, name: CookieName): string | undefined {
  const token = request.cookies[name];
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined;
}

/** A cookie for as long as the browser runs: its end is the server's to decide. */
export function setToken(reply: FastifyReply, name: CookieName, token: string): void {
  void reply.setCookie(name, token, ATTRIBUTES);
}

export function clearToken(reply: FastifyReply, name: CookieName): void {
  void reply.clearCookie(name, ATTRIBUTES);
}
