import { OpsServer, Queues } from '@daiko/server-platform';
import { queueBackends, testConfig, type TestDatabase, type TestQueueBackend } from '@daiko/server-testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NotificationOutbox } from './notification-outbox';
import { NotificationSweeper } from './notification-sweeper';
import { NotificationWorker } from '../delivery/notification-worker';
import { ReportFollowUp } from '../delivery/report-follow-up';
import { DeliveryProgress } from '../webhook/delivery-progress';
import {
  aCustomerWith,
  aPinMessage,
  eventually,
  networkDatabase,
  outboxOf,
  rowOf,
} from '../../test/messages';
import { aProcessor } from '../../test/processor';
import { RecordingChannel } from '../../test/recording-channel';

describe.each(queueBackends)('delivery through the queue on $name', ({ start }) => {
  let database: TestDatabase;
  let backend: TestQueueBackend;
  let producer: Queues;
  let outbox: NotificationOutbox;
  let sms: RecordingChannel;
  let workers: { worker: NotificationWorker; queues: Queues }[];

  beforeAll(async () => {
    backend = await start();
    database = await networkDatabase();
  });
  afterAll(async () => {
    await database.drop();
    await backend.stop();
  });
  beforeEach(() => {
    producer = new Queues(config());
    outbox = outboxOf(database.db, producer);
    sms = new RecordingChannel();
    workers = [];
  });
  afterEach(async () => {
    for (const { worker, queues } of workers) {
      await worker.onModuleDestroy();
      await queues.close();
    }
    await producer.close();
  });

  const config = () => testConfig({ DATABASE_URL: database.url, ...backend.settings });

  async function startWorker(): Promise<void> {
    const { db } = database;
    const queues = new Queues(config());
    const ops = new OpsServer(config());
    const processor = aProcessor(db, queues, config(), { sms: { first: sms } });
    const silent = { first: new RecordingChannel() };
    const followUp = new ReportFollowUp(db, new DeliveryProgress(db), {
      voice: silent,
      sms: silent,
      email: silent,
    });
    const sweeper = new NotificationSweeper(db, queues);
    const worker = new NotificationWorker(db, queues, processor, sweeper, followUp, ops);
    workers.push({ worker, queues });
    await worker.onModuleInit();
    await worker.onApplicationBootstrap();
  }

  /** @param way `record`: as if the dispatch after the commit had failed */
  const recordPin = async (secondsToLive?: number, way: 'enqueue' | 'record' = 'enqueue') => {
    const { customerId, contactOf } = await aCustomerWith(database.db, { mobile: '+819011112770' });
    const to = { customerId, contactPointId: contactOf['mobile'] };
    const message = await aPinMessage(database.db, 'sms', to, secondsToLive);
    return database.db.transaction((tx) => outbox[way](tx, message));
  };
  const isSent = (id: string) => async () => (await rowOf(database.db, id)).state === 'sent' || undefined;

  it('brings every message to the provider once, with three workers and every job twice', async () => {
    await Promise.all([startWorker(), startWorker(), startWorker()]);
    const recorded = (await Promise.all(Array.from({ length: 40 }, () => recordPin()))).flat();
    await new NotificationSweeper(database.db, producer).sweep();
    await Promise.all(recorded.map(({ id }) => eventually(isSent(id))));
    expect(sms.delivered.map(({ id }) => id).sort()).toEqual(recorded.map(({ id }) => id).sort());
  });

  it('picks a message up within 250 ms of its commit', async () => {
    await startWorker();
    await recordPin();
    const committed = performance.now();
    await eventually(() => sms.delivered[0]);
    expect(performance.now() - committed).toBeLessThan(250);
  });

  it('sends a message that was never dispatched', async () => {
    await startWorker();
    const [recorded] = await recordPin(undefined, 'record');
    await eventually(isSent(recorded!.id));
    expect((await rowOf(database.db, recorded!.id)).generation).toBe(1);
  });

  it('queues a lost job again under a new id, which the queue cannot take for the old one', async () => {
    const recorded = await recordPin();
    const { id } = recorded[0]!;
    await database.db.query(
      "UPDATE notification SET created_at = now() - interval '1 minute', due_at = now() - interval '1 minute' WHERE id = $1",
      [id],
    );
    const sweeper = new NotificationSweeper(database.db, producer);
    await sweeper.sweep();
    await sweeper.sweep();
    expect((await rowOf(database.db, id)).generation).toBe(1);
    await database.db.query(
      "UPDATE notification SET enqueued_at = now() - interval '6 seconds' WHERE id = $1",
      [id],
    );
    await sweeper.sweep();
    expect((await rowOf(database.db, id)).generation).toBe(2);
  });

  it('takes up what a killed worker left, after asking the provider', async () => {
    const [recorded] = await recordPin(undefined, 'record');
    await database.db.query(
      `UPDATE notification SET state = 'sending', fence = 1, attempt = 1, sending_at = now(),
         lease_until = now() - interval '1 second' WHERE id = $1`,
      [recorded!.id],
    );
    await startWorker();
    await eventually(isSent(recorded!.id));
    expect(sms.looks).toBe(1);
    expect(sms.delivered.filter(({ id }) => id === recorded!.id)).toHaveLength(1);
  });

  it('finishes what it has begun when it is stopped', async () => {
    let answer = (): void => undefined;
    sms.during = () => new Promise((resolve) => (answer = resolve));
    await startWorker();
    const recorded = await recordPin();
    await eventually(() => sms.delivered[0]);
    const stopped = workers[0]!.worker.onModuleDestroy();
    answer();
    await stopped;
    expect((await rowOf(database.db, recorded[0]!.id)).state).toBe('sent');
  });

  it('writes expired when the time of a message ran out in the queue, and sends nothing', async () => {
    const recorded = await recordPin(-1);
    await startWorker();
    await eventually(
      async () => (await rowOf(database.db, recorded[0]!.id)).state === 'expired' || undefined,
    );
    expect(sms.delivered).toHaveLength(0);
  });
});
