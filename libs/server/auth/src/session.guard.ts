import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AppError, readToken, SESSION_COOKIE } from '@daiko/server-platform';
import type { FastifyRequest } from 'fastify';
import { SessionLookup, type SignedIn } from './session-lookup';

const signedInOf = new WeakMap<FastifyRequest, SignedIn>();

/** Lets only signed-in people through. Who never was and whose session is over are told apart: the page says which. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(private readonly lookup: SessionLookup) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    signedInOf.set(request, await this.lookup.use(sessionToken(request)));
    return true;
  }
}

/** Behind SessionGuard: the password was asked for again within the last minutes (STEP_UP_MINUTES). */
@Injectable()
export class StepUpGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (signedInFrom(context).stepUpEndsAt === null) throw new AppError('session.step_up_required');
    return true;
  }
}

/** Who asks; only behind SessionGuard. */
export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext) =>
  signedInFrom(context),
);

/** Who asks, for guards that stand behind SessionGuard. */
export function signedInFrom(context: ExecutionContext): SignedIn {
  const signedIn = signedInOf.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (signedIn === undefined) throw new Error('the route lacks SessionGuard');
  return signedIn;
}

/** @throws AppError `session.absent` */
export function sessionToken(request: FastifyRequest): string {
  const token = readToken(request, SESSION_COOKIE);
  if (token === undefined) throw new AppError('session.absent');
  return token;
}
