import type { DynamicModule } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { LoggerModule } from 'nestjs-pino';
import type { LogFn, Logger } from 'pino';
import type { Options } from 'pino-http';
import { AppConfig } from './settings/app-config';

/**
 * Names of fields that could contain personal data or secrets; their values are removed before an entry is written.
 */
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

/** Codes of this system, of Node and of PostgreSQL. A PIN has six digits and matches none of them. */
const OWN_CODE = /^([a-z_]+(\.[a-z_]+)+|E[A-Z_]+|[0-9A-Z]{5})$/;

/** An error entry keeps its own `code`, because without it different failures could not be distinguished. */
function censor(value: unknown, path: string[]): unknown {
  return path.at(-1) === 'code' && typeof value === 'string' && OWN_CODE.test(value) ? value : '[…]';
}

/** The parts of a request that its log entry contains. */
interface Asked {
  method?: string;
  route?: string;
}

/** Passes the route of a request to the logger. Fastify knows the route, Node's request does not. */
export function noteRoute(request: FastifyRequest): void {
  (request.raw as Asked).route = request.routeOptions.url;
}

/** One JSON line per entry. Requests are logged by route and status only: no typed address, query, header or body. */
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
    // Only the status of an answer is logged, because its headers contain the tokens of cookies.
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

/**
 * Messages of database errors quote values, so only the name and the stack frames are logged; they show where it
 * happened.
 */
function errorWithoutMessage(error: Error): { type: string; frames: string[] } {
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { type: error.name, frames };
}

/** pino uses the message of an error as that of the entry, unless the entry has its own message. */
function withoutErrorMessage(this: Logger, inputs: Parameters<LogFn>, method: LogFn): void {
  const [first, ...rest] = inputs as unknown[];
  const error = first instanceof Error ? first : (first as { err?: unknown } | null)?.err;
  if (error instanceof Error && rest.length === 0) {
    method.call(this, first instanceof Error ? { err: first } : (first as object), error.name);
  } else {
    method.apply(this, inputs);
  }
}
