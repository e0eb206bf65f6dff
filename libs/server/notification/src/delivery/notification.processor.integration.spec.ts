import { Queues } from '@daiko/server-platform';
import { testConfig, warmPool, type TestDatabase } from '@daiko/server-testing';
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NotificationMessage } from '../outbox/notification-message';
import type { NotificationOutbox } from '../outbox/notification-outbox';
import type { NotificationProcessor } from './notification.processor';
import {
  aCustomerWith,
  aPinMessage,
  networkDatabase,
  outboxOf,
  rowOf,
  testDeriver,
} from '../../test/messages';
import { aProcessor } from '../../test/processor';
import { RecordingChannel } from '../../test/recording-channel';

describe('NotificationProcessor', () => {
  let database: TestDatabase;
  let queues: Queues;
  let outbox: NotificationOutbox;
  let sms: RecordingChannel;
  let email: RecordingChannel;
  let workers: NotificationProcessor[];
  const mobile = '+819011112770';

  beforeAll(async () => {
    database = await networkDatabase();
    queues = new Queues(testConfig({ DATABASE_URL: database.url }));
    outbox = outboxOf(database.db, queues);
    await warmPool(database.db);
  });
  afterAll(async () => {
    await queues.close();
    await database.drop();
  });
  beforeEach(() => {
    sms = new RecordingChannel();
    email = new RecordingChannel();
    workers = [aWorker(), aWorker(), aWorker()];
  });

  function aWorker(): NotificationProcessor {
    const config = testConfig({ DATABASE_URL: database.url });
    return aProcessor(database.db, queues, config, { sms: { first: sms }, email: { first: email } });
  }

  const record = async (message: NotificationMessage) => {
    const [recorded] = await database.db.transaction((tx) => outbox.record(tx, message));
    return recorded!.id;
  };
  const aPin = async (secondsToLive?: number) => {
    const { customerId, contactOf } = await aCustomerWith(database.db, { mobile });
    const to = { customerId, contactPointId: contactOf['mobile'] };
    return record(await aPinMessage(database.db, 'sms', to, secondsToLive));
  };
  const set = (id: string, what: string) =>
    database.db.query(`UPDATE notification SET ${what} WHERE id = $1`, [id]);
  const row = (id: string) => rowOf(database.db, id);
  const [first, second] = [
    (): NotificationProcessor => workers[0]!,
    (): NotificationProcessor => workers[1]!,
  ];

  it('calls the provider once, however many workers take the message at once', async () => {
    const id = await aPin();
    await Promise.all(Array.from({ length: 12 }, (_, job) => workers[job % 3]!.deliver(id)));
    expect(sms.delivered).toHaveLength(1);
    expect(await row(id)).toMatchObject({ state: 'sent', attempt: 1, fence: 1, leaseUntil: null });
  });

  it('holds a message for longer than any call of a provider takes', async () => {
    const id = await aPin();
    const held: number[] = [];
    sms.during = async () => {
      const [lease] = await database.db.query<{ seconds: number }[]>(
        'SELECT extract(epoch FROM lease_until - now())::float8 AS seconds FROM notification WHERE id = $1',
        [id],
      );
      held.push(lease!.seconds);
    };
    await first().deliver(id);
    // Fifteen seconds is what Channel.deliver promises at most.
    expect(held[0]).toBeGreaterThan(15);
  });

  it('sends the PIN of the challenge to the contact on file', async () => {
    const id = await aPin();
    await first().deliver(id);
    const { challengeId, nonce, keyId } = await row(id);
    expect(sms.delivered[0]).toMatchObject({
      destination: mobile,
      facts: { pin: testDeriver.pin(keyId, challengeId!, nonce!) },
    });
  });

  it('does not send what was sent already', async () => {
    const id = await aPin();
    await first().deliver(id);
    await second().deliver(id);
    expect(sms.delivered).toHaveLength(1);
  });

  it('leaves a message alone while another worker’s claim lasts', async () => {
    const id = await aPin();
    sms.during = () => second().deliver(id);
    await first().deliver(id);
    expect(sms.delivered).toHaveLength(1);
  });

  it('asks the provider before it sends again what an earlier claim may have sent', async () => {
    const id = await aPin();
    await set(
      id,
      "state = 'sending', fence = 1, attempt = 1, sending_at = now(), lease_until = now() - interval '1 ms'",
    );
    sms.found = () => Promise.resolve('SM-earlier');
    await first().deliver(id);
    expect(sms.delivered).toHaveLength(0);
    expect(await row(id)).toMatchObject({ state: 'sent', providerId: 'SM-earlier', fence: 2 });
  });

  it('sends the same message again when the provider knows nothing of it', async () => {
    const id = await aPin();
    sms.outcomes.push({ kind: 'unknown', providerCode: '500' });
    await first().deliver(id);
    expect(await row(id)).toMatchObject({ state: 'sending', providerCode: '500' });
    await set(id, "lease_until = now() - interval '1 ms'");
    await second().deliver(id);
    expect(sms.looks).toBe(1);
    expect(sms.delivered).toHaveLength(2);
    expect(sms.delivered[1]!.facts).toEqual(sms.delivered[0]!.facts);
  });

  it('sends nothing again while the provider cannot be asked', async () => {
    const id = await aPin();
    await set(
      id,
      "state = 'sending', attempt = 1, sending_at = now(), lease_until = now() - interval '1 ms'",
    );
    sms.found = () => Promise.reject(new Error('away'));
    await first().deliver(id);
    expect(sms.delivered).toHaveLength(0);
    expect((await row(id)).state).toBe('sending');
  });

  it('lets a worker that slept past its claim write nothing', async () => {
    const id = await aPin();
    sms.during = async () => {
      sms.during = () => Promise.resolve();
      await set(id, "lease_until = now() - interval '1 ms'");
      sms.outcomes.push({ kind: 'unknown', providerCode: '500' });
      await second().deliver(id);
      sms.outcomes.push({ kind: 'refused', failure: 'refused', providerCode: '21610' });
    };
    await first().deliver(id);
    expect(sms.looks).toBe(1);
    expect(await row(id)).toMatchObject({ state: 'sending', fence: 2, providerCode: '500', failure: null });
  });

  it('does not call the provider when the claim was lost before the call', async () => {
    const id = await aPin();
    await set(
      id,
      "state = 'sending', attempt = 1, sending_at = now(), lease_until = now() - interval '1 ms'",
    );
    sms.found = async () => {
      await set(id, 'fence = fence + 1');
      return undefined;
    };
    await first().deliver(id);
    expect(sms.delivered).toHaveLength(0);
  });

  it('writes expired, and sends nothing, when the deadline has passed before the claim', async () => {
    const id = await aPin(-1);
    await first().deliver(id);
    expect(sms.delivered).toHaveLength(0);
    expect(await row(id)).toMatchObject({ state: 'expired', failure: 'deadline_passed' });
  });

  it('writes expired, and sends nothing, when the deadline passes between claim and call', async () => {
    const id = await aPin();
    await set(
      id,
      "state = 'sending', attempt = 1, sending_at = now(), lease_until = now() - interval '1 ms'",
    );
    sms.found = async () => {
      await set(id, 'not_after = now()');
      return undefined;
    };
    await first().deliver(id);
    expect(sms.delivered).toHaveLength(0);
    expect(await row(id)).toMatchObject({ state: 'expired', failure: 'deadline_passed' });
  });

  it('tells the provider how many seconds the PIN has left', async () => {
    const id = await aPin(100);
    await first().deliver(id);
    expect(sms.secondsLeft[0]).toBeGreaterThanOrEqual(95);
    expect(sms.secondsLeft[0]).toBeLessThanOrEqual(100);
  });

  it('waits before it tries again what the provider put off', async () => {
    const id = await aPin();
    sms.outcomes.push({ kind: 'later', providerCode: '429' });
    await first().deliver(id);
    await first().deliver(id);
    expect(sms.delivered).toHaveLength(1);
    expect(await row(id)).toMatchObject({ state: 'retry', providerCode: '429' });
    await set(id, 'due_at = now()');
    await first().deliver(id);
    expect((await row(id)).state).toBe('sent');
    expect(sms.looks).toBe(0);
  });

  it('gives up for good what the provider refused, and marks the contact', async () => {
    const id = await aPin();
    sms.outcomes.push({ kind: 'refused', failure: 'unreachable', providerCode: '21614' });
    await first().deliver(id);
    await first().deliver(id);
    expect(sms.delivered).toHaveLength(1);
    const { contactPointId, ...written } = await row(id);
    expect(written).toMatchObject({ state: 'failed', failure: 'unreachable', providerCode: '21614' });
    const [contact] = await database.db.query<{ failed_at: Date | null }[]>(
      'SELECT failed_at FROM contact_point WHERE id = $1',
      [contactPointId],
    );
    expect(contact?.failed_at).toBeInstanceOf(Date);
  });

  it('marks a mailbox that refuses, and takes the mark away once a mail is taken', async () => {
    const { customerId, contactOf } = await aCustomerWith(database.db, { email: 'kankyo@gmail.com' });
    const contactPointId = contactOf['email'];
    const mark = async () => {
      const rows = await database.db.query<{ failed_at: Date | null }[]>(
        'SELECT failed_at FROM contact_point WHERE id = $1',
        [contactPointId],
      );
      return rows[0]?.failed_at;
    };
    const send = async () =>
      first().deliver(await record(await aPinMessage(database.db, 'email', { customerId, contactPointId })));
    email.outcomes.push({ kind: 'refused', failure: 'mailbox_refused', providerCode: '550' });
    await send();
    expect(await mark()).toBeInstanceOf(Date);
    await send();
    expect(await mark()).toBeNull();
  });

  it('leaves the mark of a number that Twilio has only taken the message for', async () => {
    const id = await aPin();
    const { contactPointId } = await row(id);
    await database.db.query('UPDATE contact_point SET failed_at = now() WHERE id = $1', [contactPointId]);
    await first().deliver(id);
    const [contact] = await database.db.query<{ failed_at: Date | null }[]>(
      'SELECT failed_at FROM contact_point WHERE id = $1',
      [contactPointId],
    );
    expect(contact?.failed_at).toBeInstanceOf(Date);
  });

  it('does not send a PIN that a newer one has made void', async () => {
    const { customerId, contactOf } = await aCustomerWith(database.db, { mobile });
    const older = await aPinMessage(database.db, 'sms', { customerId, contactPointId: contactOf['mobile'] });
    const id = await record(older);
    const newer = await record({ ...older, nonce: testDeriver.nonce(), issue: 2 });
    await first().deliver(id);
    await first().deliver(newer);
    expect(sms.delivered.map((message) => message.id)).toEqual([newer]);
    expect((await row(id)).state).toBe('expired');
  });

  it.each(['used_at', 'superseded_at'])('does not send a mail whose link has %s', async (column) => {
    const { customerId } = await aCustomerWith(database.db, {});
    const [link] = await database.db.query<{ id: string }[]>(
      `INSERT INTO mail_link (purpose, customer_id, email, key_id, nonce, token_hash, expires_at)
       VALUES ('login_id', $1, 'atarashii@mail.example', 'dev-test', $2, $2, now() + interval '1 hour') RETURNING id`,
      [customerId, randomBytes(32)],
    );
    const message = {
      template: 'login_id_link',
      customerId,
      mailLinkId: link!.id,
      challengeId: null,
    } as const;
    const expiresAt = new Date(Date.now() + 3_600_000);
    const [sent, moot] = [await record({ ...message, expiresAt }), await record({ ...message, expiresAt })];
    await first().deliver(sent);
    await database.db.query(`UPDATE mail_link SET ${column} = now() WHERE id = $1`, [link!.id]);
    await first().deliver(moot);
    expect(email.delivered.map(({ id }) => id)).toEqual([sent]);
    expect((await row(moot)).state).toBe('expired');
  });

  it('does nothing for a message that is not there', async () => {
    await first().deliver(randomUUID());
    expect(sms.delivered).toHaveLength(0);
  });
});
