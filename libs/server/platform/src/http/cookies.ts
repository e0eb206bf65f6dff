import type { FastifyReply, FastifyRequest } from 'fastify';
import '@fastify/cookie';

/** The cookies there are. All opaque; `__Host-` ties them to this host and to a secure origin. */
export const SESSION_COOKIE = '__Host-session';
export const RUN_COOKIE = '__Host-run';
/** By which a browser is known again at the next sign-in; opens nothing. */
export const DEVICE_COOKIE = '__Host-device';
/** Of a browser that is about to sign in with a passkey: whose challenge it is, and whose password was right. */
export const PASSKEY_COOKIE = '__Host-passkey';
type CookieName = typeof SESSION_COOKIE | typeof RUN_COOKIE | typeof DEVICE_COOKIE | typeof PASSKEY_COOKIE;

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

/** Seconds, 400 days: longer no browser keeps a cookie. */
const DEVICE_LIFE = 400 * 24 * 3_600;

/** A cookie that outlives the browser's end. */
export function setDevice(reply: FastifyReply, token: string): void {
  void reply.setCookie(DEVICE_COOKIE, token, { ...ATTRIBUTES, maxAge: DEVICE_LIFE });
}

export function clearToken(reply: FastifyReply, name: CookieName): void {
  void reply.clearCookie(name, ATTRIBUTES);
}
