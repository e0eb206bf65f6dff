import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { pinoHttp } from 'pino-http';
import { describe, expect, it } from 'vitest';
import { AppConfig } from './settings/app-config';
import { logOptions } from './logger.module';

const config = new AppConfig({
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  SMTP_URL: 'smtp://127.0.0.1:1',
  TWILIO_ACCOUNT_SID: 'AC',
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_FROM_SMS: '+815012345678',
  TWILIO_FROM_VOICE: '+815012345678',
  SECRET_KEYS: `dev-test:${Buffer.alloc(32, 7).toString('base64')}`,
  PEPPER_KEYS: `dev-test:${Buffer.alloc(32, 8).toString('base64')}`,
  LOG_LEVEL: 'debug',
});

function sink(): { lines: string[]; stream: Writable } {
  const lines: string[] = [];
  const stream = new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(line.toString());
      done();
    },
  });
  return { lines, stream };
}

describe('the log', () => {
  it('cuts what stands under the names of secrets and of personal data', () => {
    const { lines, stream } = sink();
    const log = pino(logOptions(config), stream);
    log.info({ code: '048213', person: { phone: '+819011132770', more: { password: 'kanaria' } } }, 'a');
    expect(lines.join()).not.toMatch(/048213|9011132770|kanaria/);
  });

  it('keeps the codes of errors, and no PIN that is called so', () => {
    const { lines, stream } = sink();
    const log = pino(logOptions(config), stream);
    for (const code of ['service.failed', 'ECONNREFUSED', '23505', '48213a', '048213', 48213])
      log.error({ code, cause: { code } }, 'a');
    const codes = lines.map((line) => (JSON.parse(line) as { code: string }).code);
    expect(codes).toEqual(['service.failed', 'ECONNREFUSED', '23505', '[…]', '[…]', '[…]']);
    expect(lines.join()).not.toMatch(/048213|48213a/);
  });

  it('keeps the words of an error to itself: those of a database quote values', () => {
    const { lines, stream } = sink();
    const log = pino(logOptions(config), stream);
    const error = new TypeError('invalid input syntax: "kanaria"');
    log.error(error);
    log.error({ err: error });
    log.error({ err: error }, 'sweep failed');
    expect(lines.join()).not.toContain('kanaria');
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      'TypeError',
      'TypeError',
      'sweep failed',
    ]);
    expect(lines.join()).toContain('logger.module.spec.ts');
  });

  it('tells of a request its method, its route and its status, and nothing that came or went with it', async () => {
    const { lines, stream } = sink();
    const log = pinoHttp(logOptions(config), stream);
    const server = createServer((request: IncomingMessage & { route?: string }, response) => {
      request.route = '/api/sessions';
      log(request, response);
      response.setHeader('set-cookie', 'session=kanaria').end('kanaria');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const headers = { cookie: 'session=kanaria', 'user-agent': 'kanaria' };
    await fetch(`http://127.0.0.1:${port}/api/kanaria?kanaria=kanaria`, { headers });
    await new Promise((resolve) => server.close(resolve));
    expect(lines.join()).not.toContain('kanaria');
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { msg: 'GET /api/sessions 200', res: { statusCode: 200 } },
    ]);
  });
});
