import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ERROR_STATUS, type ErrorCode, type Problem } from '@daiko/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../app-error';
import { databaseRefusal, type DatabaseRefusal } from '../database/database-refusal';
import { ReaderLeft } from '../leaving';

/** Seconds after which a client may try again when the database is away or busy. */
const RETRY_AFTER_SECONDS = 2;
const CODE_OF_REFUSAL: Record<DatabaseRefusal, ErrorCode> = {
  away: 'service.unavailable',
  busy: 'service.busy',
};

const CODE_OF_STATUS: Partial<Record<number, ErrorCode>> = {
  400: 'request.malformed',
  404: 'route.unknown',
  405: 'method.not_allowed',
  413: 'request.too_large',
  414: 'request.too_large',
  415: 'request.wrong_type',
  431: 'request.too_large',
};

/**
 * Turns every thrown error into `application/problem+json`. An unexpected error is logged with the ID that the answer
 * contains.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const context = host.switchToHttp();
    const reply = context.getResponse<FastifyReply>();
    const error = asAppError(thrown);
    const instance = randomUUID();
    const isHeard = !(thrown instanceof ReaderLeft);
    if (error.status >= 500 && isHeard)
      this.report(thrown, error, instance, context.getRequest<FastifyRequest>());
    if (reply.sent) return;
    const { retryAfterSeconds } = error.details;
    if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
    const body: Problem = { status: error.status, code: error.code, instance, ...error.details };
    void reply.status(error.status).type('application/problem+json').send(body);
  }

  /**
   * Logs the route instead of the address, so that no typed text is logged. The message of a database error is left
   * out, because it can contain values.
   */
  private report(thrown: unknown, error: AppError, instance: string, request: FastifyRequest): void {
    const route = `${request.method} ${request.routeOptions.url ?? '-'}`;
    const { name, stack } = thrown instanceof Error ? thrown : new Error(typeof thrown);
    const frames = stack?.split('\n').filter((line) => line.trimStart().startsWith('at '));
    const reason = (thrown as { code?: unknown } | null)?.code;
    const entry = { code: error.code, instance, route, name, reason, frames };
    if (error.status === 503) this.logger.warn(entry);
    else this.logger.error(entry);
  }
}

function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const refusal = databaseRefusal(thrown);
  if (refusal !== undefined)
    return new AppError(CODE_OF_REFUSAL[refusal], { retryAfterSeconds: RETRY_AFTER_SECONDS });
  const status = statusOf(thrown);
  const code = status === undefined ? undefined : CODE_OF_STATUS[status];
  return new AppError(
    code ?? (status !== undefined && status < 500 ? 'request.malformed' : 'service.failed'),
  );
}

/** Nest's exceptions and Fastify's own errors both carry a status. */
function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status = (thrown as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status in STATUSES ? status : undefined;
}

const STATUSES: Record<number, true> = Object.fromEntries(
  [...Object.values(ERROR_STATUS), ...Object.keys(CODE_OF_STATUS).map(Number)].map((status) => [
    status,
    true,
  ]),
);
