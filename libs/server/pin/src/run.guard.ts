import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AppError, readToken, RUN_COOKIE } from '@daiko/server-platform';
import type { FastifyRequest } from 'fastify';
import { PinRunService } from './pin-run.service';

/**
 * Lets only browsers with a run through. For the stream alone: once it has begun, its status is 200 and a page would
 * take a refusal for a broken line and come again and again. Every other route is refused by its service.
 */
@Injectable()
export class RunGuard implements CanActivate {
  constructor(private readonly runs: PinRunService) {}

  /** @throws AppError `pin_run.absent` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    await this.runs.challengeOf(runToken(context.switchToHttp().getRequest<FastifyRequest>()));
    return true;
  }
}

/** @throws AppError `pin_run.absent` */
export function runToken(request: FastifyRequest): string {
  const token = readToken(request, RUN_COOKIE);
  if (token === undefined) throw new AppError('pin_run.absent');
  return token;
}
