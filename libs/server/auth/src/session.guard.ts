import {
  createParamDecorator,
  Injectable,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { noteActor } from '@daiko/server-audit';
import { AppError, readToken, SESSION_COOKIE } from '@daiko/server-platform';
import type { FastifyRequest } from 'fastify';
import { SessionLookup, type SignedIn } from './session-lookup';

const signedInOf = new WeakMap<FastifyRequest, SignedIn>();

const LEGACY = 'open-to-legacy-login';

/** A route for those, too, who signed in with a login of the old system. All others are closed to them. */
export const OpenToLegacyLogin = () => SetMetadata(LEGACY, true);

/** Lets only signed-in people through. Who never was and whose session is over are told apart: the page says which. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly lookup: SessionLookup,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const signedIn = await this.lookup.use(sessionToken(request));
    noteActor(signedIn.customerId);
    const isOpen = this.reflector.getAllAndOverride<boolean | undefined>(LEGACY, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (signedIn.legacyLoginId !== null && isOpen !== true) {
      throw new AppError('session.consolidation_required');
    }
    signedInOf.set(request, signedIn);
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

/** Behind SessionGuard: the rank gives the whole tree (職員). */
@Injectable()
export class OperatorGuard implements CanActivate {
  /** @throws AppError `session.operator_required` */
  canActivate(context: ExecutionContext): boolean {
    if (signedInFrom(context).role !== 'operator') throw new AppError('session.operator_required');
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
