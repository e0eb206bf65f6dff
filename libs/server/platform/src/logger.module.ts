import type { DynamicModule } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { LoggerModule } from 'nestjs-pino';
import type { LogFn, Logger } from 'pino';
import type { Options } from 'pino-http';
import { AppConfig } from './settings/app-config';

/** Names under which personal data or secrets could come along; whatever holds them is cut before it is written. */
const REDACTED = [
  'pin',
  'code',
  'password',
  'token',
  'phone',
  'email',
  'address',
  'loginId',
  'authorization',
  'cookie',
];

/** Codes of ours, of Node and of PostgreSQL; a PIN is six digits and none of them. */
const OWN_CODE = /^([a-z_]+(\.[a-z_]+)+|E[A-Z_]+|[0-9A-Z]{5})$/;

/** An error line keeps its own `code`: without it nobody can tell one failure from another. */
function censor(value: unknown, path: string[]): unknown {
  return path.at(-1) === 'code' && typeof value === 'string' && OWN_CODE.test(value) ? value : '[…]';
}

/** As much of a request as its entry tells. */
interface Asked {
  method?: string;
  route?: string;
}

/** Tells the logger by which route a request is served; Fastify knows, Node's request does not. */
export function noteRoute(request: FastifyRequest): void {
  (request.raw as Asked).route = request.routeOptions.url;
}

/** One JSON line per entry. Requests are logged by route and status: no address typed, no query, no header, no body. */
export function logOptions({ values }: AppConfig) {
  return {
    level: values.LOG_LEVEL,
    base: undefined,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    genReqId: () => randomUUID(),
    quietReqLogger: true,
    customLogLevel: (_request: unknown, { statusCode }: Answered) => (statusCode >= 500 ? 'error' : 'info'),
    customSuccessMessage: summary,
    customErrorMessage: summary,
    // Of an answer its status alone: its headers hold the tokens of cookies.
    serializers: {
      req: () => undefined,
      res: ({ statusCode }: Answered) => ({ statusCode }),
      err: errorWithoutMessage,
    },
    redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor },
    hooks: { logMethod: withoutErrorMessage },
  } satisfies Options;
}

export function loggerModule(): DynamicModule {
  return LoggerModule.forRootAsync({
    inject: [AppConfig],
    useFactory: (config: AppConfig) => ({ assignResponse: false, pinoHttp: logOptions(config) }),
  });
}

interface Answered {
  statusCode: number;
}

/** `POST /api/sessions 201` */
function summary({ method = '-', route = '-' }: Asked, { statusCode }: Answered): string {
  return `${method} ${route} ${statusCode}`;
}

/** Messages of database errors quote values; the name and the frames tell where it happened. */
function errorWithoutMessage(error: Error): { type: string; frames: string[] } {
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { type: error.name, frames };
}

/** pino takes the message of an error for that of the entry, unless the entry has one of its own. */
function withoutErrorMessage(this: Logger, inputs: Parameters<LogFn>, method: LogFn): void {
  const [first, ...rest] = inputs as unknown[];
  const error = first instanceof Error ? first : (first as { err?: unknown } | null)?.err;
  if (error instanceof Error && rest.length === 0) {
    method.call(this, first instanceof Error ? { err: first } : (first as object), error.name);
  } else {
    method.apply(this, inputs);
  }
}
