import { OpsServer, Queues } from '@daiko/server-platform';
import { testConfig, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPinMessage, networkDatabase, outboxOf } from '../../test/messages';
import { Alarms } from '../delivery/alarms';
import { DeliveryMetrics } from './delivery-metrics';

describe('DeliveryMetrics', () => {
  let database: TestDatabase;
  let queues: Queues;
  let ops: OpsServer;
  let alarms: Alarms;

  beforeAll(async () => {
    database = await networkDatabase();
    const config = testConfig({ DATABASE_URL: database.url });
    queues = new Queues(config);
    ops = new OpsServer(config);
    alarms = new Alarms(database.db);
    new DeliveryMetrics(database.db, alarms, ops).count('email', 'accepted');
  });
  afterAll(async () => {
    await queues.close();
    await database.drop();
  });

  it('tells the age of the oldest message that waits, by channel', async () => {
    const message = await aPinMessage(database.db, 'sms');
    const outbox = outboxOf(database.db, queues);
    const [recorded] = await database.db.transaction((tx) => outbox.record(tx, message));
    await database.db.query(
      "UPDATE notification SET created_at = now() - interval '40 seconds' WHERE id = $1",
      [recorded!.id],
    );
    const page = await ops.metrics.metrics();
    expect(Number(/oldest_waiting_seconds{channel="sms"} (\S+)/.exec(page)?.[1])).toBeGreaterThanOrEqual(40);
    expect(page).toContain('oldest_waiting_seconds{channel="voice"} 0');
  });

  it('counts what came of each call of a provider', async () => {
    expect(await ops.metrics.metrics()).toContain(
      'notification_outcomes_total{channel="email",outcome="accepted"} 1',
    );
  });

  it('counts the alarms that are open, by name', async () => {
    await alarms.raise('provider.open', 'sms/first');
    await alarms.raise('provider.open', 'sms/first');
    await alarms.raise('budget.spent', 'all/sms');
    await alarms.clear('budget.spent', 'all/sms');
    const page = await ops.metrics.metrics();
    expect(page).toContain('alarms_open{name="provider.open"} 1');
    expect(page).toContain('alarms_open{name="budget.spent"} 0');
  });

  it('still has a page when the database cannot be asked', async () => {
    await database.db.destroy();
    expect(await ops.metrics.metrics()).toContain('notification_outcomes_total');
  });
});
