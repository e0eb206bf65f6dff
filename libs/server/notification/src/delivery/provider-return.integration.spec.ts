import { AppError, type Queues } from '@daiko/server-platform';
import { testConfig, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCustomerWith, networkDatabase, outboxOf, rowOf, testDeriver } from '../../test/messages';
import { aProcessor } from '../../test/processor';
import { RecordingChannel } from '../../test/recording-channel';
import type { Outcome } from '../channel/channel';
import type { NotificationOutbox } from '../outbox/notification-outbox';
import type { NotificationProcessor } from './notification.processor';
import { NotificationResend } from '../status/notification-resend';
import { DispatchService } from '../outbox/dispatch.service';
import { NotificationSweeper } from '../outbox/notification-sweeper';

const AWAY: Outcome = { kind: 'later', providerCode: 'ECONNECTION' };
const NO_MAILBOX: Outcome = { kind: 'refused', failure: 'mailbox_refused', providerCode: '550' };

const silentQueues = { add: () => Promise.resolve() } as unknown as Queues;

describe('mails that wait for their server', () => {
  let database: TestDatabase;
  let email: RecordingChannel;
  let processor: NotificationProcessor;
  let sweeper: NotificationSweeper;
  let outbox: NotificationOutbox;
  /** What the sweeper put into the queue since the last round. */
  let queued: string[];

  beforeAll(async () => {
    database = await networkDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.db.query('TRUNCATE provider_slot, alarm, notification CASCADE');
    email = new RecordingChannel();
    queued = [];
    const queues = {
      add: (_queue: string, jobs: { data: { notificationId: string } }[]) => {
        queued.push(...jobs.map(({ data }) => data.notificationId));
        return Promise.resolve();
      },
    } as unknown as Queues;
    processor = aProcessor(database.db, queues, testConfig(), { email: { first: email } });
    sweeper = new NotificationSweeper(database.db, queues);
    outbox = outboxOf(database.db, queues);
  });

  async function aMail(): Promise<string> {
    const { customerId } = await aCustomerWith(database.db, { email: `${crypto.randomUUID()}@mail.example` });
    const [mail] = await database.db.transaction((tx) =>
      outbox.record(tx, { template: 'password_changed', customerId }),
    );
    return mail!.id;
  }
  /** One look of the sweeper, and the work that it found. */
  async function round(): Promise<void> {
    await sweeper.sweep();
    for (const id of queued.splice(0)) await processor.deliver(id);
  }
  const letSecondsPass = (seconds: number) =>
    database.db.query(
      `UPDATE provider_slot SET woken_at = woken_at - make_interval(secs => $1),
         open_until = open_until - make_interval(secs => $1)`,
      [seconds],
    );
  /** Ten that have failed so often that their next attempts are minutes away. */
  async function tenWaiting(): Promise<string[]> {
    const ids = await Promise.all(Array.from({ length: 10 }, aMail));
    email.outcomes.push(...ids.map(() => AWAY));
    for (const id of ids) await processor.deliver(id);
    await database.db.query(`UPDATE notification SET attempt = 10, due_at = now() + interval '290 seconds'`);
    email.delivered.length = 0;
    return ids;
  }
  const statesOf = (ids: string[]) =>
    Promise.all(ids.map(async (id) => (await rowOf(database.db, id)).state));

  it('all go out within two looks of its return, however long their own gaps are', async () => {
    const ids = await tenWaiting();
    await round();
    await round();
    expect(new Set(await statesOf(ids))).toEqual(new Set(['sent']));
    expect(email.delivered).toHaveLength(10);
  });

  it('try it one at a time while it is away, every 15 seconds', async () => {
    await tenWaiting();
    email.outcomes.push(...Array.from({ length: 5 }, () => AWAY));
    await round();
    await round();
    expect(email.delivered).toHaveLength(1);
    await letSecondsPass(14);
    await round();
    expect(email.delivered).toHaveLength(1);
    await letSecondsPass(1);
    await round();
    expect(email.delivered).toHaveLength(2);
  });

  it('are left to their own gaps while it works', async () => {
    const id = await aMail();
    email.outcomes.push({ kind: 'later', providerCode: '450', mailbox: true });
    await processor.deliver(id);
    await database.db.query(`UPDATE notification SET due_at = now() + interval '290 seconds'`);
    await round();
    expect(email.delivered).toHaveLength(1);
  });

  describe('the setup mail of a login that a dealer began', () => {
    const resend = (id: string) =>
      database.db.transaction((tx) =>
        new NotificationResend(new DispatchService(database.db, silentQueues), testDeriver).resend(tx, id),
      );

    async function aSetupMail(): Promise<{ customerId: string; id: string }> {
      const id = await aMail();
      const { customerId } = (await rowOf(database.db, id)) as { customerId: string };
      // It goes to the address that is to become the login, which is no contact yet.
      await database.db.query('UPDATE notification SET contact_point_id = NULL WHERE id = $1', [id]);
      await database.db.query(
        `INSERT INTO credential (customer_id, login_id, state, setup_notification_id) VALUES ($1, $2, 'invited', $3)`,
        [customerId, `${customerId}@mail.example`, id],
      );
      return { customerId, id };
    }
    async function stateOf(customerId: string): Promise<string> {
      const [row] = await database.db.query<{ state: string }[]>(
        'SELECT login_status AS state FROM customer_overview WHERE customer_id = $1',
        [customerId],
      );
      return row!.state;
    }

    it('is undelivered when it is refused, awaited again once it is sent again, and so on', async () => {
      const { customerId, id } = await aSetupMail();
      email.outcomes.push(NO_MAILBOX, NO_MAILBOX);
      await processor.deliver(id);
      expect(await stateOf(customerId)).toBe('bouncing');
      const second = await resend(id);
      expect(await stateOf(customerId)).toBe('invited');
      await processor.deliver(second.id);
      expect(await stateOf(customerId)).toBe('bouncing');
      const third = await resend(second.id);
      await processor.deliver(third.id);
      expect(await stateOf(customerId)).toBe('invited');
    });

    it('is not sent again twice from one failure', async () => {
      const { id } = await aSetupMail();
      email.outcomes.push(NO_MAILBOX);
      await processor.deliver(id);
      await resend(id);
      await expect(resend(id)).rejects.toThrow(new AppError('notification.not_resendable'));
    });
  });
});
