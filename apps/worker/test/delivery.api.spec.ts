import 'reflect-metadata';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  deliveryView,
  Notification,
  NotificationModule,
  NotificationOutbox,
  NotMeReports,
  acceptTwilioForms,
  type NotificationMessage,
} from '@daiko/server-notification';
import {
  ConfigModule,
  DATABASE_TIMEOUTS,
  DatabaseModule,
  QueueModule,
  SecretDeriver,
} from '@daiko/server-platform';
import { aCustomer, HEAD_OFFICE_ID, saveMasters } from '@daiko/server-builders';
import { testConfig, testDatabase, type TestDatabase } from '@daiko/server-testing';
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SECOND_ACCOUNT, startStandIns, type StandIns } from '../../../tools/stand-ins/stand-ins.ts';
import { control, inboxOf, requestFaults, submissionsOf } from '../../../tools/stand-ins/testing.ts';
import { WorkerModule } from '../src/worker.module';

const ACCOUNT = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'token-of-the-stand-in' };
const CONTACT = { sms: '+819011112770', voice: '+81466123300', email: 'kankyo@gmail.com' };
const OLD_ADDRESS = 'a..b.@docomo.ne.jp';

describe('worker', () => {
  let database: TestDatabase;
  let standIns: StandIns;
  let api: NestFastifyApplication;
  let worker: INestApplicationContext;
  let deriver: SecretDeriver;
  let outbox: NotificationOutbox;

  beforeAll(async () => {
    [database, standIns] = await Promise.all([
      testDatabase([Notification]),
      startStandIns({ ...ACCOUNT, step: 20 }),
    ]);
    const port = await freePort();
    const settings = {
      DATABASE_URL: database.url,
      PUBLIC_BASE_URL: `http://127.0.0.1:${port}`,
      TWILIO_API_BASE_URL: standIns.httpUrl,
      SMTP_URL: standIns.smtpUrl,
      SMTP_SECOND_URL: standIns.secondSmtpUrl,
      TWILIO_SECOND_ACCOUNT_SID: SECOND_ACCOUNT.sid,
      TWILIO_SECOND_AUTH_TOKEN: SECOND_ACCOUNT.authToken,
      TWILIO_SECOND_FROM_SMS: '+815000000003',
      TWILIO_SECOND_FROM_VOICE: '+815000000004',
    };
    api = await startApi(testConfig(settings), port);
    // With the rights that it has in production, and no others.
    const ofWorker = testConfig({ ...settings, DATABASE_URL: database.as('daiko_worker') });
    worker = await NestFactory.createApplicationContext(WorkerModule.of(ofWorker), { logger: false });
    deriver = api.get(SecretDeriver);
    outbox = api.get(NotificationOutbox);
    await seed();
  });
  beforeEach(async () => {
    await control(standIns, 'DELETE');
  });
  afterAll(async () => {
    await worker.close();
    await api.close();
    await standIns.stop();
    await database.drop();
  });

  const contacts: Record<string, string> = {};

  async function seed(): Promise<void> {
    const { manager } = database.db;
    await saveMasters(manager);
    await aCustomer('01058734')
      .below(HEAD_OFFICE_ID)
      .withMobile(CONTACT.sms)
      .withLandline(CONTACT.voice)
      .withEmail(CONTACT.email)
      .withEmail(OLD_ADDRESS)
      .save(manager);
    const rows = await manager.query<{ id: string; value: string }[]>('SELECT id, value FROM contact_point');
    for (const { id, value } of rows) contacts[value] = id;
  }

  async function aPin(channel: keyof typeof CONTACT, contact: string = CONTACT[channel]) {
    const challengeId = randomUUID();
    await database.db.query(
      `INSERT INTO pin_challenge (id, token_hash, purpose, customer_id, subject, key_id, ends_at)
       VALUES ($1, $2, 'password_reset', '01058734', $2, 'dev-test', now() + interval '30 minutes')`,
      [challengeId, randomBytes(32)],
    );
    const nonce = deriver.nonce();
    const sent = await send({
      template: 'pin',
      channel,
      customerId: '01058734',
      contactPointId: contacts[contact] ?? null,
      challengeId,
      destinationId: 'd1',
      destinationKey: randomBytes(32),
      keyId: 'dev-test',
      nonce,
      issue: 1,
      expiresAt: new Date(Date.now() + 900_000),
    });
    return { ...sent, pin: deriver.pin('dev-test', challengeId, nonce) };
  }

  async function send(message: NotificationMessage) {
    const [recorded] = await api.get(DataSource).transaction((tx) => outbox.enqueue(tx, message));
    return recorded!;
  }

  const rowOf = (id: string) => database.db.getRepository(Notification).findOneByOrFail({ id });
  const reaching = (id: string, state: string) =>
    vi.waitUntil(async () => deliveryView(await rowOf(id)).state === state, {
      timeout: 10_000,
      interval: 20,
    });
  /** What is waiting for a claim to run out waits no longer. */
  const claimsRunOut = (id: string) =>
    vi.waitUntil(
      async () => {
        const [, count] = await database.db.query<[unknown[], number]>(
          `UPDATE notification SET lease_until = now() - interval '1 ms'
            WHERE id = $1 AND state = 'sending' AND provider_code IS NOT NULL`,
          [id],
        );
        return count === 1;
      },
      { timeout: 15_000, interval: 20 },
    );

  it('brings a PIN by SMS, and hears that it was delivered', async () => {
    const { id, pin } = await aPin('sms');
    await reaching(id, 'delivered');
    const [message] = await inboxOf(standIns, 'channel=sms');
    expect(message).toMatchObject({ to: CONTACT.sms });
    expect(message!.text).toContain(`PINコードは、「${pin}」になります。`);
  });

  it('brings a PIN by telephone, which asks for it during the call', async () => {
    const { id, pin } = await aPin('voice');
    await reaching(id, 'delivered');
    const [call] = await inboxOf(standIns, 'channel=voice');
    expect(call!.text).toContain('こちらは環境保全研究所の代行システムです。');
    expect(call!.text).not.toContain(pin);
    const { steps } = deliveryView(await rowOf(id));
    expect(steps.map(({ state }) => state)).toEqual([
      'queued',
      'sending',
      'sent',
      'ringing',
      'answered',
      'delivered',
    ]);
  });

  it('sends Twilio no PIN with a call', async () => {
    const { id, pin } = await aPin('voice');
    await reaching(id, 'delivered');
    const { submissions } = await submissionsOf(standIns);
    expect(JSON.stringify(submissions)).not.toContain(pin);
  });

  it('asks Twilio for what its document knows, and for nothing else', async () => {
    for (const channel of ['sms', 'voice'] as const)
      await aPin(channel).then(({ id }) => reaching(id, 'delivered'));
    const { submissions } = await submissionsOf(standIns);
    const [sms, voice] = submissions.map(({ parameters }) => parameters);
    expect(requestFaults('POST /Messages.json', sms ?? {})).toEqual([]);
    expect(requestFaults('POST /Calls.json', voice ?? {})).toEqual([]);
    expect(Object.keys(voice ?? {})).toEqual(
      expect.arrayContaining(['To', 'From', 'Url', 'MachineDetection']),
    );
    expect(Number(sms?.['ValidityPeriod'])).toBeLessThanOrEqual(900);
  });

  it('brings a PIN by mail, with the reference number of the page', async () => {
    const { id, pin, reference } = await aPin('email');
    await reaching(id, 'sent');
    const [mail] = await inboxOf(standIns, 'channel=email');
    expect(mail).toMatchObject({ to: CONTACT.email });
    expect(mail!.text).toContain(`PINコード「${pin}」`);
    expect(mail!.text).toContain(`照合番号 ${reference}`);
  });

  it('reaches addresses that old telephones were given', async () => {
    const { id } = await aPin('email', OLD_ADDRESS);
    await reaching(id, 'sent');
    const [mail] = await inboxOf(standIns, 'channel=email');
    expect(mail!.to.replaceAll('"', '')).toBe(OLD_ADDRESS);
  });

  it('takes Twilio’s report for the answer that was lost', async () => {
    await control(standIns, 'PUT', 'sms/plan', { mode: 'drop', times: 1 });
    const { id } = await aPin('sms');
    await reaching(id, 'delivered');
    expect(await inboxOf(standIns, 'channel=sms')).toHaveLength(1);
  });

  it.each(['sms', 'voice'] as const)(
    'finds a message by %s in Twilio’s list when answer and reports were lost',
    async (channel) => {
      await aPin(channel).then(({ id }) => reaching(id, 'delivered'));
      const { id } = await aPin(channel);
      await reaching(id, 'delivered');
      const { providerId } = await rowOf(id);
      await database.db.query(
        `UPDATE notification SET state = 'sending', provider_id = NULL, sent_at = NULL, delivered_at = NULL, answered_at = NULL,
         ringing_at = NULL, lease_until = now() - interval '1 ms' WHERE id = $1`,
        [id],
      );
      await reaching(id, 'sent');
      expect((await rowOf(id)).providerId).toBe(providerId);
      expect(await inboxOf(standIns, `channel=${channel}`)).toHaveLength(2);
    },
  );

  it('sends a mail whose answer was lost a second time, and identical', async () => {
    await control(standIns, 'PUT', 'email/plan', { mode: 'drop', times: 1 });
    const { id } = await aPin('email');
    await claimsRunOut(id);
    await reaching(id, 'sent');
    const [second, first] = await inboxOf(standIns, 'channel=email');
    expect(second).toMatchObject({ text: first!.text, subject: first!.subject });
    expect(second!.headers).toEqual(first!.headers);
  });

  it('tries again what was put off, and gives up what was refused', async () => {
    await control(standIns, 'PUT', 'sms/plan', { mode: 'refuse', status: 429, times: 2 });
    await control(standIns, 'PUT', 'voice/plan', { mode: 'refuse', status: 400, code: 21211, times: 1 });
    await control(standIns, 'PUT', 'email/plan', { mode: 'refuse', status: 550, times: 1 });
    const [later, unreachable, refused] = [await aPin('sms'), await aPin('voice'), await aPin('email')];
    await reaching(later.id, 'delivered');
    await reaching(unreachable.id, 'failed');
    await reaching(refused.id, 'failed');
    expect((await rowOf(unreachable.id)).failure).toBe('unreachable');
    expect((await rowOf(refused.id)).failure).toBe('mailbox_refused');
    expect((await submissionsOf(standIns)).count).toMatchObject({ sms: 3, voice: 1, email: 1 });
  });

  it.each(['voice', 'sms', 'email'] as const)(
    'brings a PIN by the second provider of %s while the first is refused, and hears of it',
    async (channel) => {
      const status = { voice: 401, sms: 429, email: 421 }[channel];
      await control(standIns, 'PUT', `${channel}/plan`, { mode: 'refuse', status, provider: 'first' });
      const { id, pin } = await aPin(channel);
      await reaching(id, channel === 'email' ? 'sent' : 'delivered');
      const [message] = await inboxOf(standIns, `channel=${channel}`);
      expect(message?.pin).toBe(pin);
      expect((await rowOf(id)).providerSlot).toBe('second');
      const { submissions } = await submissionsOf(standIns);
      expect(submissions.map(({ provider }) => provider)).toEqual(['first', 'second']);
    },
  );

  it.each([
    ['sms', {}, { state: 'delivered', reason: null }],
    ['sms', { result: 'undelivered', errorCode: 30003 }, { state: 'failed', reason: 'unreachable' }],
    ['voice', {}, { state: 'failed', reason: 'provider_failed' }],
    ['voice', { result: 'busy' }, { state: 'failed', reason: 'busy' }],
  ] as const)(
    'asks Twilio what became of a message by %s whose reports were lost: %j',
    async (channel, outcome, told) => {
      await control(standIns, 'PUT', `${channel}/outcome`, outcome);
      const { id } = await aPin(channel);
      await vi.waitUntil(
        async () => deliveryView(await rowOf(id)).steps.some(({ state }) => /delivered|failed/.test(state)),
        {
          timeout: 10_000,
          interval: 20,
        },
      );
      await database.db.query(
        `UPDATE notification SET state = 'sent', sent_at = now() - interval '21 seconds', delivered_at = NULL, failed_at = NULL,
         failure = NULL, answered_at = NULL, ringing_at = NULL, spoken_at = NULL WHERE id = $1`,
        [id],
      );
      await reaching(id, told.state);
      expect(deliveryView(await rowOf(id))).toMatchObject(told);
    },
  );

  it('tells every contact of a changed password', async () => {
    await send({ template: 'password_changed', customerId: '01058734' });
    await vi.waitUntil(async () => (await inboxOf(standIns)).length === 4, { timeout: 10_000 });
    const texts = (await inboxOf(standIns)).map(({ text }) => text);
    for (const text of texts) expect(text).toContain('パスワードが変更されました');
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** As much of the API as Twilio talks to. */
async function startApi(
  config: ReturnType<typeof testConfig>,
  port: number,
): Promise<NestFastifyApplication> {
  @Module({
    imports: [
      ConfigModule.of(config),
      DatabaseModule.of([Notification], DATABASE_TIMEOUTS.api),
      QueueModule,
      NotificationModule,
    ],
  })
  class TwilioSide {}
  const app = await NestFactory.create<NestFastifyApplication>(TwilioSide, new FastifyAdapter(), {
    logger: false,
    bodyParser: false,
  });
  app.setGlobalPrefix('api');
  acceptTwilioForms(app);
  app.get(NotMeReports).listen(() => Promise.resolve());
  await app.listen(port, '127.0.0.1');
  return app;
}
