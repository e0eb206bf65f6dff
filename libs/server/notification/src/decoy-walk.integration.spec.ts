import { Queues } from '@daiko/server-platform';
import { testConfig, type TestDatabase } from '@daiko/server-testing';
import type { Channel } from '@daiko/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deliveryView } from './delivery-view';
import { NotificationOutbox } from './notification-outbox';
import { NotificationSweeper } from './notification-sweeper';
import { NotificationProcessor } from './notification.processor';
import {
  aCustomerWith,
  aPinMessage,
  eventually,
  rowOf,
  testDeriver,
  networkDatabase,
} from '../test/messages';
import { aProcessor } from '../test/processor';
import { RecordingChannel } from '../test/recording-channel';

describe('a decoy', () => {
  let database: TestDatabase;
  let queues: Queues;
  let outbox: NotificationOutbox;
  let processor: NotificationProcessor;
  const channels = {
    voice: { first: new RecordingChannel() },
    sms: { first: new RecordingChannel() },
    email: { first: new RecordingChannel() },
  };

  beforeAll(async () => {
    database = await networkDatabase();
    const config = testConfig({ DATABASE_URL: database.url });
    queues = new Queues(config);
    outbox = new NotificationOutbox(queues, testDeriver);
    processor = aProcessor(database.db, queues, config, channels);
  });
  afterEach(async () => {
    await database.db.query('DELETE FROM notification');
  });
  afterAll(async () => {
    await queues.close();
    await database.drop();
  });

  const record = async (channel: Channel, to?: Parameters<typeof aPinMessage>[2]) => {
    const message = await aPinMessage(database.db, channel, to);
    const [recorded] = await database.db.transaction((tx) => outbox.enqueue(tx, message));
    return recorded!.id;
  };
  /** Walks on as the queue would, without waiting. */
  const walkToTheEnd = async (id: string) => {
    await processor.deliver(id);
    const states = [deliveryView(await rowOf(database.db, id)).state];
    while ((await rowOf(database.db, id)).decoySteps) {
      await database.db.query('UPDATE notification SET due_at = now() WHERE id = $1', [id]);
      await processor.deliver(id);
      states.push(deliveryView(await rowOf(database.db, id)).state);
    }
    return states;
  };
  /** A real message that took its steps after the given milliseconds. */
  const aRealOne = async (
    channel: Channel,
    state: string,
    times: Record<string, number>,
    failure?: string,
  ) => {
    const kind = channel === 'email' ? 'email' : 'mobile';
    const value = channel === 'email' ? 'real@example.com' : '+819011112770';
    const { customerId, contactOf } = await aCustomerWith(database.db, { [kind]: value });
    const id = await record(channel, { customerId, contactPointId: contactOf[kind] });
    const steps = Object.entries(times).map(([step, at]) => `${step}_at = now() + interval '${at} ms'`);
    await database.db.query(
      `UPDATE notification SET state = $2, failure = $3, sending_at = now(), ${steps.join(', ')} WHERE id = $1`,
      [id, state, failure ?? null],
    );
  };

  it.each<[Channel, string[]]>([
    ['voice', ['sending', 'sent', 'ringing', 'answered', 'delivered']],
    ['sms', ['sending', 'sent', 'delivered']],
    ['email', ['sending', 'sent']],
  ])(
    'by %s walks through the states of a message that arrives, and reaches nobody',
    async (channel, states) => {
      expect(await walkToTheEnd(await record(channel))).toEqual(states);
      expect(channels[channel].first.delivered).toHaveLength(0);
    },
  );

  it('takes the time of a real message of its channel, not to the millisecond', async () => {
    await aRealOne('sms', 'delivered', { sent: 1_000, delivered: 5_000 });
    await aRealOne('email', 'sent', { sent: 90_000 });
    const id = await record('sms');
    await processor.deliver(id);
    const [sent, delivered] = (await rowOf(database.db, id)).decoySteps!;
    expect(Math.abs(sent!.after - 1_000)).toBeLessThanOrEqual(150);
    expect(Math.abs(delivered!.after - 4_000)).toBeLessThanOrEqual(600);
  });

  it('fails as real messages fail', async () => {
    await aRealOne('voice', 'failed', { sent: 300, ringing: 2_000, failed: 30_000 }, 'no_answer');
    const id = await record('voice');
    expect(await walkToTheEnd(id)).toEqual(['sending', 'sent', 'ringing', 'failed']);
    expect(deliveryView(await rowOf(database.db, id)).reason).toBe('no_answer');
  });

  it('does not follow another decoy', async () => {
    await walkToTheEnd(await record('sms'));
    await aRealOne('sms', 'delivered', { sent: 9_000, delivered: 9_500 });
    const id = await record('sms');
    await processor.deliver(id);
    expect((await rowOf(database.db, id)).decoySteps![0]!.after).toBeGreaterThan(7_000);
  });

  it('takes no step before its time, and each once', async () => {
    const id = await record('voice');
    await processor.deliver(id);
    await Promise.all(Array.from({ length: 5 }, () => processor.deliver(id)));
    expect((await rowOf(database.db, id)).state).toBe('sending');
    await database.db.query('UPDATE notification SET due_at = now() WHERE id = $1', [id]);
    await Promise.all(Array.from({ length: 5 }, () => processor.deliver(id)));
    expect((await rowOf(database.db, id)).decoySteps).toHaveLength(3);
  });

  it('walks on by itself, with a job of the queue for each step', async () => {
    await queues.take('notification-sms', 1, (data) =>
      processor.deliver((data as { notificationId: string }).notificationId),
    );
    await aRealOne('sms', 'delivered', { sent: 50, delivered: 150 });
    const id = await record('sms');
    await processor.deliver(id);
    await eventually(async () => (await rowOf(database.db, id)).state === 'delivered' || undefined, 1_000);
  });

  it('is queued again by the sweeper when its job was lost, and lives past its deadline', async () => {
    const id = await record('voice');
    await processor.deliver(id);
    await database.db.query(
      `UPDATE notification SET due_at = now() - interval '2 seconds', enqueued_at = now() - interval '9 seconds',
         not_after = now() WHERE id = $1`,
      [id],
    );
    const before = await rowOf(database.db, id);
    await new NotificationSweeper(database.db, queues).sweep();
    expect(await rowOf(database.db, id)).toMatchObject({
      state: 'sending',
      generation: before.generation + 1,
    });
  });
});
