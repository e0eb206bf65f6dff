import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppConfig, ConfigModule } from '@daiko/server-platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DevInboxModule } from '../../src/dev-inbox/dev-inbox.module';

const required = {
  DATABASE_URL: 'postgres://127.0.0.1/none',
  SMTP_URL: 'smtp://127.0.0.1:1',
  TWILIO_ACCOUNT_SID: 'AC',
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_FROM_SMS: '+815012345678',
  TWILIO_FROM_VOICE: '+815012345678',
  // Of many different bytes, as production wants them.
  SECRET_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  PEPPER_KEYS: `p1:${randomBytes(32).toString('base64')}`,
};

describe('the inbox in development', () => {
  const asked: string[] = [];
  let standIns: Server;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    standIns = createServer((request, response) => {
      asked.push(`${String(request.method)} ${String(request.url)}`);
      response.writeHead(200, { 'content-type': 'text/css; charset=utf-8' }).end('body {}');
    });
    await new Promise<void>((resolve) => standIns.listen(0, '127.0.0.1', resolve));
    const { port } = standIns.address() as AddressInfo;
    const config = new AppConfig({ ...required, DEV_INBOX_URL: `http://127.0.0.1:${port}` });
    class Api {}
    Module({ imports: [ConfigModule.of(config), DevInboxModule] })(Api);
    app = await NestFactory.create<NestFastifyApplication>(Api, new FastifyAdapter(), { logger: false });
    await app.init();
  });
  afterAll(async () => {
    await app.close();
    standIns.close();
  });

  it.each([
    ['GET', '/dev/inbox', 'GET /inbox'],
    ['GET', '/dev/inbox/inbox.css', 'GET /inbox/inbox.css'],
    [
      'GET',
      '/dev/inbox.json?channel=sms&to=%2B819011112770',
      'GET /inbox.json?channel=sms&to=%2B819011112770',
    ],
    ['DELETE', '/dev/inbox', 'DELETE /inbox.json'],
    ['DELETE', '/dev/inbox.json', 'DELETE /inbox.json'],
  ] as const)('passes %s %s on to the stand-ins', async (method, url, passedOn) => {
    const answer = await app.inject({ method, url });
    expect(asked.at(-1)).toBe(passedOn);
    expect([answer.statusCode, answer.body]).toEqual(method === 'GET' ? [200, 'body {}'] : [204, '']);
  });

  it('keeps the type that the stand-ins said', async () => {
    const answer = await app.inject({ method: 'GET', url: '/dev/inbox/inbox.css' });
    expect(answer.headers['content-type']).toBe('text/css; charset=utf-8');
  });

  it('asks for nothing outside the folder of the inbox', async () => {
    await app.inject({ method: 'GET', url: '/dev/inbox/..%2Fcontrol%2Fsubmissions' });
    expect(asked.at(-1)).toBe('GET /inbox/..%2Fcontrol%2Fsubmissions');
  });

  it('is not offered in production, nor without stand-ins', () => {
    const offered = (settings: object) =>
      DevInboxModule.isOffered(new AppConfig({ ...required, ...settings }));
    expect(offered({ DEV_INBOX_URL: 'http://127.0.0.1:1' })).toBe(true);
    expect(offered({})).toBe(false);
    expect(offered({ APP_ENV: 'production', PUBLIC_BASE_URL: 'https://daiko.example' })).toBe(false);
  });
});
