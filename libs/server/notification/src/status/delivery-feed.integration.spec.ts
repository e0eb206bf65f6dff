import { randomUUID } from 'node:crypto';
import { Queues } from '@daiko/server-platform';
import { testConfig, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeliveryFeed } from './delivery-feed';
import { aPinMessage, eventually, networkDatabase, outboxOf } from '../../test/messages';

describe('DeliveryFeed', () => {
  let database: TestDatabase;
  let queues: Queues;
  let feed: DeliveryFeed;

  beforeAll(async () => {
    database = await networkDatabase();
    const config = testConfig({ DATABASE_URL: database.url });
    queues = new Queues(config);
    feed = new DeliveryFeed(config);
    await feed.onModuleInit();
  });
  afterAll(async () => {
    await feed.beforeApplicationShutdown();
    await queues.close();
    await database.drop();
  });

  const record = async () => {
    const message = await aPinMessage(database.db, 'sms');
    const outbox = outboxOf(database.db, queues);
    const [recorded] = await database.db.transaction((tx) => outbox.record(tx, message));
    await everythingIsHeard();
    return { id: recorded!.id, challengeId: message.challengeId };
  };
  const watch = (challengeId: string) => {
    const seen = { times: 0 };
    feed.changes(challengeId).subscribe(() => (seen.times += 1));
    return seen;
  };
  /** PostgreSQL tells in the order of commits: once this is heard, the insertion before it was. */
  const everythingIsHeard = async () => {
    const nobody = randomUUID();
    const seen = watch(nobody);
    await database.db.query("SELECT pg_notify('notification_changed', $1)", [nobody]);
    await eventually(() => seen.times > 0 || undefined);
  };
  const send = (id: string) =>
    database.db.query("UPDATE notification SET state = 'sent', sent_at = now() WHERE id = $1", [id]);

  it('tells of a change to those who wait for that challenge, and to nobody else', async () => {
    const [mine, other] = [await record(), await record()];
    const [seenMine, seenOther] = [watch(mine.challengeId), watch(other.challengeId)];
    await send(mine.id);
    await eventually(() => seenMine.times > 0 || undefined);
    await send(other.id);
    await eventually(() => seenOther.times > 0 || undefined);
    expect([seenMine.times, seenOther.times]).toEqual([1, 1]);
  });

  it('says nothing of what is only the worker’s business', async () => {
    const mine = await record();
    const seen = watch(mine.challengeId);
    await database.db.query('UPDATE notification SET lease_until = now(), fence = 9 WHERE id = $1', [
      mine.id,
    ]);
    await send(mine.id);
    await eventually(() => seen.times > 0 || undefined);
    expect(seen.times).toBe(1);
  });

  it('reconnects when its connection is cut, and tells everybody to look', async () => {
    const mine = await record();
    const seen = watch(mine.challengeId);
    await database.db.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'daiko-feed' AND datname = current_database()",
    );
    await eventually(() => seen.times > 0 || undefined);
    await send(mine.id);
    await eventually(() => seen.times > 1 || undefined);
  });
});
