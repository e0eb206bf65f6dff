import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AppError, clientAddress, readToken, RUN_COOKIE } from '@daiko/server-platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PinRunService } from './pin-run.service';
import { StreamLimit } from './stream.limit';

/**
 * Lets only browsers with a run through. It is used only for the stream: once a stream has begun, its status is 200,
 * and the page would take a refusal for a broken connection and connect again and again. All other routes are refused
 * by their services.
 */
@Injectable()
export class RunGuard implements CanActivate {
  constructor(
    private readonly runs: PinRunService,
    private readonly streams: StreamLimit,
  ) {}

  /** @throws AppError `pin_run.absent`, `rate_limit.exceeded` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const { id } = await this.runs.challengeOf(runToken(request));
    this.streams.take(http.getResponse<FastifyReply>().raw, id, clientAddress(request));
    return true;
  }
}

/** @throws AppError `pin_run.absent` */
export function runToken(request: FastifyRequest): string {
  const token = readToken(request, RUN_COOKIE);
  if (token === undefined) throw new AppError('pin_run.absent');
  return token;
}
