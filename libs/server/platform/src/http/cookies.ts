import type { FastifyReply, FastifyRequest } from 'fastify';
import '@fastify/cookie';

/** All cookies of the system. Their values are opaque; `__Host-` ties them to this host and to a secure origin. */
export const SESSION_COOKIE = '__Host-session';
export const RUN_COOKIE = '__Host-run';
/** Recognises a browser at the next sign-in; it gives no access. */
export const DEVICE_COOKIE = '__Host-device';
/**
 * For a browser that is about to sign in with a passkey: it refers to the challenge, and to the customer whose
 * password was correct.
 */
export const PASSKEY_COOKIE = '__Host-passkey';
type CookieName = typeof SESSION_COOKIE | typeof RUN_COOKIE | typeof DEVICE_COOKIE | typeof PASSKEY_COOKIE;

const ATTRIBUTES = { httpOnly: true, secure: true, sameSite: 'lax', path: '/' } as const;

/** The token in a cookie, or undefined. A value that cannot be a token of ours counts as absent. */
export function readToken(request: FastifyRequest, name: CookieName): string | undefined {
  const token = request.cookies[name];
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined;
}

/** Sets a cookie that lasts until the browser is closed; the server decides when the session ends. */
export function setToken(reply: FastifyReply, name: CookieName, token: string): void {
  void reply.setCookie(name, token, ATTRIBUTES);
}

/** Seconds, 400 days: no browser keeps a cookie longer. */
const DEVICE_LIFE = 400 * 24 * 3_600;

/** Sets a cookie that stays after the browser is closed. */
export function setDevice(reply: FastifyReply, token: string): void {
  void reply.setCookie(DEVICE_COOKIE, token, { ...ATTRIBUTES, maxAge: DEVICE_LIFE });
}

export function clearToken(reply: FastifyReply, name: CookieName): void {
  void reply.clearCookie(name, ATTRIBUTES);
}
