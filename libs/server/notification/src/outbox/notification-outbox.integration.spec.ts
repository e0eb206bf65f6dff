import { Queues } from '@daiko/server-platform';
import { testConfig, type TestDatabase } from '@daiko/server-testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { DispatchService } from './dispatch.service';
import type { NotificationMessage } from './notification-message';
import { NotificationOutbox } from './notification-outbox';
import { Notification } from './notification.entity';
import {
  aChallenge,
  aCustomerWith,
  aPinMessage,
  networkDatabase,
  rowOf,
  testDeriver,
} from '../../test/messages';

describe('NotificationOutbox', () => {
  let database: TestDatabase;
  let queues: Queues;
  let dispatch: DispatchService;
  let outbox: NotificationOutbox;

  beforeAll(async () => {
    database = await networkDatabase();
    queues = new Queues(testConfig({ DATABASE_URL: database.url }));
    dispatch = new DispatchService(database.db, queues);
    outbox = new NotificationOutbox(dispatch, testDeriver);
  });
  afterEach(() => dispatch.settled());
  afterAll(async () => {
    await queues.close();
    await database.drop();
  });

  const record = (message: NotificationMessage) =>
    database.db.transaction((tx) => outbox.enqueue(tx, message));
  const allRows = () => database.db.getRepository(Notification).find();

  it('keeps no message of a transaction that is rolled back', async () => {
    const before = (await allRows()).length;
    const message = await aPinMessage(database.db, 'sms');
    const failing = database.db.transaction(async (tx) => {
      await outbox.enqueue(tx, message);
      throw new Error('business went wrong');
    });
    await expect(failing).rejects.toThrow('business went wrong');
    expect(await allRows()).toHaveLength(before);
  });

  it('writes neither PIN nor destination into the row', async () => {
    const { customerId, contactOf } = await aCustomerWith(database.db, { mobile: '+819011112771' });
    const message = await aPinMessage(database.db, 'sms', {
      customerId,
      contactPointId: contactOf['mobile'],
    });
    const [recorded] = await record(message);
    const [row] = await database.db.query<{ text: string }[]>(
      'SELECT notification::text AS text FROM notification WHERE id = $1',
      [recorded!.id],
    );
    expect(row?.text).not.toContain(testDeriver.pin(message.keyId, message.challengeId, message.nonce));
    expect(row?.text).not.toContain('9011112771');
  });

  it('gives the message the reference number that stands on the page', async () => {
    const [recorded] = await record(await aPinMessage(database.db, 'email'));
    expect(recorded!.reference).toMatch(/^[A-Z]\d-\d{3}$/);
    expect((await rowOf(database.db, recorded!.id)).reference).toBe(recorded!.reference);
  });

  it('makes older PINs of the challenge unsendable, and leaves its mails alone', async () => {
    const message = await aPinMessage(database.db, 'sms');
    const [older] = await record(message);
    const { customerId } = await aCustomerWith(database.db, {});
    const expiresAt = new Date(Date.now() + 3_600_000);
    const { challengeId } = message;
    const [mail] = await record({ template: 'login_id_taken', customerId, challengeId, expiresAt });
    const [newer] = await record({ ...message, issue: 2, nonce: testDeriver.nonce() });
    const live = async (id: string) => (await rowOf(database.db, id)).notAfter > new Date();
    expect(await Promise.all([older!, mail!, newer!].map(({ id }) => live(id)))).toEqual([false, true, true]);
  });

  it('tells every contact of a change, each by the channel it has', async () => {
    const { customerId, contactOf } = await aCustomerWith(database.db, {
      landline: '+81466123300',
      mobile: '+819011112772',
      ip_phone: '+815012345678',
      email: 'kankyo@example.com',
    });
    const recorded = await record({ template: 'password_changed', customerId });
    const rows = await Promise.all(recorded.map(({ id }) => rowOf(database.db, id)));
    expect(Object.fromEntries(rows.map((row) => [row.contactPointId, row.channel]))).toEqual({
      [contactOf['landline']!]: 'voice',
      [contactOf['mobile']!]: 'sms',
      [contactOf['ip_phone']!]: 'voice',
      [contactOf['email']!]: 'email',
    });
  });

  it('tells the old address of a change too, but none that was retired before', async () => {
    const { customerId, contactOf } = await aCustomerWith(database.db, {
      mobile: '+819011112773',
      email: 'old@example.com',
    });
    await database.db.query("UPDATE contact_point SET retired_at = now() - interval '1 day' WHERE id = $1", [
      contactOf['mobile'],
    ]);
    const recorded = await database.db.transaction(async (tx) => {
      await tx.query('UPDATE contact_point SET retired_at = now() WHERE id = $1', [contactOf['email']]);
      return outbox.enqueue(tx, { template: 'login_id_changed', customerId });
    });
    expect(recorded).toHaveLength(1);
    expect(await rowOf(database.db, recorded[0]!.id)).toMatchObject({ contactPointId: contactOf['email'] });
  });

  it('tells the upstream dealer and the operators of a freeze, and nobody else', async () => {
    const dealer = await aCustomerWith(
      database.db,
      { email: 'dealer@example.com', mobile: '+819011112774' },
      { rank: 'dealer' },
    );
    const operator = await aCustomerWith(database.db, { email: 'operator@example.com' }, { rank: 'staff' });
    await aCustomerWith(database.db, { email: 'other-dealer@example.com' }, { rank: 'dealer' });
    const about = await aCustomerWith(
      database.db,
      { email: 'own@example.com' },
      { parent: dealer.customerId },
    );
    const recorded = await record({ template: 'recovery_frozen', aboutCustomerId: about.customerId });
    const rows = await Promise.all(recorded.map(({ id }) => rowOf(database.db, id)));
    expect(rows.map((row) => row.customerId).sort()).toEqual([dealer.customerId, operator.customerId].sort());
    expect(new Set(rows.map((row) => row.aboutCustomerId))).toEqual(new Set([about.customerId]));
  });

  it('tells no dealer and no operator of a freeze who is suspended', async () => {
    const dealer = await aCustomerWith(database.db, { email: 'teishi@example.com' }, { rank: 'dealer' });
    const operator = await aCustomerWith(database.db, { email: 'yasumi@example.com' }, { rank: 'staff' });
    const about = await aCustomerWith(database.db, {}, { parent: dealer.customerId });
    const told = async () => {
      const recorded = await record({ template: 'recovery_frozen', aboutCustomerId: about.customerId });
      const rows = await Promise.all(recorded.map(({ id }) => rowOf(database.db, id)));
      return rows.map((row) => row.customerId);
    };
    expect(await told()).toEqual(expect.arrayContaining([dealer.customerId, operator.customerId]));
    await database.db.query('UPDATE customer SET suspended_at = now() WHERE customer_id = ANY ($1)', [
      [dealer.customerId, operator.customerId],
    ]);
    const afterwards = await told();
    expect(afterwards).not.toContain(dealer.customerId);
    expect(afterwards).not.toContain(operator.customerId);
  });

  it('leaves to the sweeper what the queue did not take, and the act succeeds all the same', async () => {
    const adding = vi.spyOn(queues, 'add').mockRejectedValue(new Error('queue away'));
    const [recorded] = await record(await aPinMessage(database.db, 'sms'));
    await dispatch.settled();
    expect(adding).toHaveBeenCalledTimes(1);
    expect((await rowOf(database.db, recorded!.id)).enqueuedAt).toBeNull();
  });

  it('lets nobody wait for a queue that does not answer', async () => {
    let answer = (): void => undefined;
    const adding = vi.spyOn(queues, 'add').mockReturnValue(new Promise((resolve) => (answer = resolve)));
    await record(await aPinMessage(database.db, 'sms'));
    expect(adding).toHaveBeenCalledTimes(1);
    answer();
  });

  it('dispatches once, after the commit of the whole: not at a savepoint, and not what was rolled back', async () => {
    const adding = vi.spyOn(queues, 'add').mockResolvedValue(undefined);
    const [first, second] = [await aPinMessage(database.db, 'sms'), await aPinMessage(database.db, 'sms')];
    await database.db.transaction(async (tx) => {
      await tx.transaction((part) => outbox.enqueue(part, first));
      await outbox.enqueue(tx, second);
      expect(adding).not.toHaveBeenCalled();
    });
    expect(adding.mock.calls.map(([, jobs]) => jobs.length)).toEqual([2]);
    const failing = database.db.transaction(async (tx) => {
      await outbox.enqueue(tx, first);
      throw new Error('business went wrong');
    });
    await expect(failing).rejects.toThrow('business went wrong');
    await database.db.transaction((tx) => tx.query('SELECT'));
    expect(adding).toHaveBeenCalledTimes(1);
  });

  it('records nothing outside of a transaction', async () => {
    const message = await aPinMessage(database.db, 'sms');
    await expect(outbox.enqueue(database.db.manager, message)).rejects.toThrow('in a transaction');
  });

  it('leaves a message whose time is set by the caller to the sweeper', async () => {
    const adding = vi.spyOn(queues, 'add');
    const message = await aPinMessage(database.db, 'sms');
    await database.db.transaction((tx) => outbox.record(tx, message));
    expect(adding).not.toHaveBeenCalled();
  });

  it('hands the queue the id of the message and nothing else', async () => {
    const challengeId = await aChallenge(database.db, null);
    const recorded = await record({ ...(await aPinMessage(database.db, 'email')), challengeId });
    await dispatch.settled();
    const jobs = await database.db.query<{ data: object }[]>('SELECT data FROM bullmq.job WHERE id = $1', [
      `ntf-${recorded[0]!.id}-0`,
    ]);
    expect(jobs).toEqual([{ data: { notificationId: recorded[0]!.id } }]);
  });
});
