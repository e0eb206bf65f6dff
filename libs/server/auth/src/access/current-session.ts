import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { AppError, readToken, SESSION_COOKIE } from '@daiko/server-platform';
import type { FastifyRequest } from 'fastify';
import type { SignedIn } from '../session/session-lookup';

const signedInOf = new WeakMap<FastifyRequest, SignedIn>();

/** Remembers the signed-in user for as long as the request lasts. */
export function noteSignedIn(request: FastifyRequest, signedIn: SignedIn): void {
  signedInOf.set(request, signedIn);
}

/** The signed-in user. It works only on routes that are not open to anybody. */
export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const signedIn = signedInOf.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (signedIn === undefined) throw new Error('the access policy opens this route to anybody');
  return signedIn;
});

/** @throws AppError `session.absent` */
export function sessionToken(request: FastifyRequest): string {
  const token = readToken(request, SESSION_COOKIE);
  if (token === undefined) throw new AppError('session.absent');
  return token;
}
