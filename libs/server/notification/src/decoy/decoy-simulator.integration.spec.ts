import { Queues } from '@daiko/server-platform';
import { testConfig, type TestDatabase } from '@daiko/server-testing';
import type { Channel } from '@daiko/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deliveryView } from '../status/delivery-view';
import type { NotificationOutbox } from '../outbox/notification-outbox';
import { NotificationProcessor } from '../delivery/notification.processor';
import { aCustomerWith, aPinMessage, networkDatabase, outboxOf, rowOf } from '../../test/messages';
import { aProcessor } from '../../test/processor';
import { RecordingChannel } from '../../test/recording-channel';

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
    outbox = outboxOf(database.db, queues);
    processor = aProcessor(database.db, queues, config, channels);
  });
  afterEach(async () => {
    await database.db.query('DELETE FROM notification');
    await database.db.query('DELETE FROM provider_slot');
  });
  afterAll(async () => {
    await queues.close();
    await database.drop();
  });

  const record = async (channel: Channel, to?: Parameters<typeof aPinMessage>[2]) => {
    const message = await aPinMessage(database.db, channel, to);
    const [recorded] = await database.db.transaction((tx) => outbox.record(tx, message));
    return recorded!.id;
  };
  /** What a page shows of it in the seconds that follow, each state once; 送信中 is there if a second begins in time. */
  const walkToTheEnd = async (id: string) => {
    await processor.deliver(id);
    const row = await rowOf(database.db, id);
    const seconds = Array.from({ length: 120 }, (_, second) => row.createdAt.getTime() + second * 1_000);
    const states = new Set(seconds.map((second) => deliveryView(row, new Date(second)).state));
    states.delete('sending');
    return [...states];
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
      `UPDATE notification SET state = $2, failure = $3, attempt = 1, sending_at = now(), ${steps.join(', ')} WHERE id = $1`,
      [id, state, failure ?? null],
    );
  };

  it.each<[Channel, string[]]>([
    ['voice', ['queued', 'sent', 'ringing', 'answered', 'delivered']],
    ['sms', ['queued', 'sent', 'delivered']],
    ['email', ['queued', 'sent']],
  ])(
    'by %s walks through the states of a message that arrives, and reaches nobody',
    async (channel, states) => {
      expect(await walkToTheEnd(await record(channel))).toEqual(states);
      expect(channels[channel].first.delivered).toHaveLength(0);
    },
  );

  /** Milliseconds between the first try and each step. */
  const gapsOf = async (id: string) => {
    const { sendingAt, sentAt, deliveredAt } = await rowOf(database.db, id);
    return [sentAt, deliveredAt].map((at) => at && at.getTime() - sendingAt!.getTime());
  };

  it('takes the times of a real message of its channel', async () => {
    await aRealOne('sms', 'delivered', { sent: 1_000, delivered: 5_000 });
    await aRealOne('email', 'sent', { sent: 90_000 });
    const id = await record('sms');
    await processor.deliver(id);
    expect(await gapsOf(id)).toEqual([1_000, 5_000]);
  });

  it('waits while the providers of its channel fail, as real messages do, and goes on afterwards', async () => {
    channels.sms.first.outcomes.push({ kind: 'later', providerCode: '429' });
    const { customerId, contactOf } = await aCustomerWith(database.db, { mobile: '+819011112771' });
    const real = await record('sms', { customerId, contactPointId: contactOf['mobile'] });
    const decoy = await record('sms');
    for (const id of [real, decoy]) await processor.deliver(id);
    for (const id of [real, decoy]) expect((await rowOf(database.db, id)).state).toBe('retry');
    await database.db.query('UPDATE notification SET due_at = now()');
    for (const id of [real, decoy]) await processor.deliver(id);
    expect((await rowOf(database.db, real)).sentAt).not.toBeNull();
    expect((await rowOf(database.db, decoy)).sentAt).not.toBeNull();
  });

  it('comes to the same end as before at a destination that nobody can reach', async () => {
    await aRealOne('sms', 'failed', { sent: 300, failed: 2_000 }, 'unreachable');
    const first = await record('sms');
    await processor.deliver(first);
    for (let count = 0; count < 30; count++)
      await aRealOne('sms', 'delivered', { sent: 300, delivered: 2_000 });
    const again = await record('sms');
    await database.db.query(
      'UPDATE notification SET destination_key = (SELECT destination_key FROM notification WHERE id = $1) WHERE id = $2',
      [first, again],
    );
    await processor.deliver(again);
    expect(await rowOf(database.db, again)).toMatchObject({ state: 'failed', failure: 'unreachable' });
  });

  it('fails as real messages fail', async () => {
    await aRealOne('voice', 'failed', { sent: 300, ringing: 2_000, failed: 30_000 }, 'no_answer');
    const id = await record('voice');
    expect(await walkToTheEnd(id)).toEqual(['queued', 'sent', 'ringing', 'failed']);
    expect(deliveryView(await rowOf(database.db, id)).reason).toBe('no_answer');
  });

  it('does not follow another decoy', async () => {
    await walkToTheEnd(await record('sms'));
    await aRealOne('sms', 'delivered', { sent: 9_000, delivered: 9_500 });
    const id = await record('sms');
    await processor.deliver(id);
    expect(await gapsOf(id)).toEqual([9_000, 9_500]);
  });
});
