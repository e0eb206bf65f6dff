import type { DynamicModule } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { LoggerModule } from 'nestjs-pino';
import { AppConfig } from './app-config';

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

/** One JSON line per entry. Requests are logged by route and status: no address typed, no query, no header, no body. */
export function loggerModule(): DynamicModule {
  return LoggerModule.forRootAsync({
    inject: [AppConfig],
    useFactory: (config: AppConfig) => ({
      assignResponse: false,
      pinoHttp: {
        level: config.values.LOG_LEVEL,
        base: undefined,
        timestamp: () => `,"time":"${new Date().toISOString()}"`,
        genReqId: () => randomUUID(),
        quietReqLogger: true,
        customLogLevel: (_request: unknown, response: { statusCode: number }) =>
          response.statusCode >= 500 ? 'error' : 'info',
        serializers: { req: () => undefined, err: errorWithoutMessage },
        redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[…]' },
      },
    }),
  });
}

/** Messages of database errors quote values; the name and the frames tell where it happened. */
function errorWithoutMessage(error: Error): { type: string; frames: string[] } {
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { type: error.name, frames };
}
