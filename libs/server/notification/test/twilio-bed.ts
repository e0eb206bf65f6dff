import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  ConfigModule,
  DATABASE_TIMEOUTS,
  DatabaseModule,
  ProblemFilter,
  QueueModule,
} from '@daiko/server-platform';
import { testConfig, type TestDatabase } from '@daiko/server-testing';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { DataSource } from 'typeorm';
import { vi } from 'vitest';
import { NotMeReports, type NotMeReport } from '../src/contact/not-me-reports';
import { NotificationOutbox } from '../src/outbox/notification-outbox';
import { Notification } from '../src/outbox/notification.entity';
import { NotificationModule } from '../src/notification.module';
import { acceptTwilioForms } from '../src/webhook/twilio-form';
import { aCustomerWith, aPinMessage, networkDatabase, rowOf, testDeriver } from './messages';

export const BASE = 'https://daiko.example';
export const ACCOUNT = `AC${'0'.repeat(32)}`;
export const TOKEN = 'token-of-the-stand-in';
export const SECOND = {
  TWILIO_SECOND_ACCOUNT_SID: `AC${'2'.repeat(32)}`,
  TWILIO_SECOND_AUTH_TOKEN: 'token-of-the-second',
  TWILIO_SECOND_FROM_SMS: '+815000000003',
  TWILIO_SECOND_FROM_VOICE: '+815000000004',
};

export type Form = Record<string, string>;

/** The part of the API that Twilio talks to, at the address `BASE`, and messages that Twilio has taken. */
export class TwilioBed {
  reports: NotMeReport[] = [];
  app: NestFastifyApplication;
  private database: TestDatabase;

  get db(): DataSource {
    return this.database.db;
  }

  async start(): Promise<void> {
    this.database = await networkDatabase();
    const config = testConfig({ DATABASE_URL: this.database.url, PUBLIC_BASE_URL: `${BASE}/`, ...SECOND });
    @Module({
      imports: [
        ConfigModule.of(config),
        DatabaseModule.of([Notification], DATABASE_TIMEOUTS.api),
        QueueModule,
        NotificationModule,
      ],
    })
    class ApiUnderTest {}
    this.app = await NestFactory.create<NestFastifyApplication>(ApiUnderTest, new FastifyAdapter(), {
      logger: false,
      bodyParser: false,
    });
    this.app.setGlobalPrefix('api');
    this.app.useGlobalFilters(new ProblemFilter());
    acceptTwilioForms(this.app);
    this.app.get(NotMeReports).listen((report) => {
      this.reports.push(report);
      return Promise.resolve();
    });
    await this.app.init();
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  forget(): void {
    this.reports = [];
  }

  readonly post = (path: string, form: Form | string, headers: Form) =>
    this.app.inject({
      method: 'POST',
      url: `/api/webhooks/twilio/${path}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams(form).toString(),
    });

  /** Sends a request as the given account of ours would, signed with the given token. */
  readonly signed = (path: string, form: Form, { token = TOKEN, account = ACCOUNT } = {}) => {
    const all = { AccountSid: account, ...form };
    return this.post(path, all, { 'x-twilio-signature': signatureOf(path, all, token) });
  };

  /** Resolves when the message is noted as handed over; the note follows the answer. */
  async spoken(id: string): Promise<void> {
    await vi.waitUntil(async () => (await rowOf(this.db, id)).spokenAt !== null);
  }

  /** A PIN that a provider has taken. */
  readonly aSentPin = async (channel: 'voice' | 'sms', secondsToLive?: number) => {
    const { customerId, contactOf } = await aCustomerWith(this.db, { mobile: '+819011112770' });
    const to = { customerId, contactPointId: contactOf['mobile'] };
    const message = await aPinMessage(this.db, channel, to, secondsToLive);
    const [recorded] = await this.db.transaction((tx) =>
      this.app.get(NotificationOutbox).enqueue(tx, message),
    );
    const { id } = recorded!;
    const sid = `${channel === 'voice' ? 'CA' : 'SM'}${id.replaceAll('-', '')}`;
    await this.db.query(
      `UPDATE notification SET state = 'sent', attempt = 1, sending_at = now(), sent_at = now(), provider_id = $2
        WHERE id = $1`,
      [id, sid],
    );
    const pin = testDeriver.pin(message.keyId, message.challengeId, message.nonce);
    return { id, sid, pin, message, customerId };
  };
}

/** The signature that Twilio would give a request to one of the webhooks. */
export function signatureOf(path: string, form: Form, token = TOKEN, base = BASE): string {
  return getExpectedTwilioSignature(token, `${base}/api/webhooks/twilio/${path}`, form);
}
