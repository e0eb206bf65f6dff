import { randomUUID } from 'node:crypto';
import { figure, IS_LONG, testConfig, warmPool, type TestDatabase } from '@daiko/server-testing';
import { Queues } from '@daiko/server-platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  aCustomerWith,
  aPinMessage,
  networkDatabase,
  outboxOf,
  rowOf,
  testStable,
} from '../../test/messages';
import { aProcessor } from '../../test/processor';
import { RecordingChannel } from '../../test/recording-channel';
import { Alarms } from './alarms';
import { SendBudget } from './send-budget.limit';
import { DeliveryAlarmService } from './delivery-alarm.service';
import { blockKey, blockOf, destinationKey, numberKey } from './destination-key';
import type { NotificationOutbox } from '../outbox/notification-outbox';

/** SMS that are to go out on one day. */
const FLOOD = IS_LONG ? 1_000 : 60;
/** 0570, 0990, 0120, 0800, 020, 0600, and numbers that cost most elsewhere. */
const NO_PERSONS = [
  '+81570123456',
  '+81990123456',
  '+81120123456',
  '+818001234567',
  '+812012345678',
  '+81600123456',
  '+14155550100',
  '+88213123456',
  '+2521234567',
  '+37160123456',
];

describe('the cost brake', () => {
  let database: TestDatabase;
  let queues: Queues;
  let outbox: NotificationOutbox;
  let alarms: Alarms;
  let sms: RecordingChannel;
  let email: RecordingChannel;
  let dealer: string;
  const WIDE = { BUDGET_SMS_DAILY: '100', BUDGET_DEALER_DAILY: '100', BUDGET_PREFIX_DAILY: '100' };

  beforeAll(async () => {
    database = await networkDatabase();
    queues = new Queues(testConfig({ DATABASE_URL: database.url }));
    outbox = outboxOf(database.db, queues);
    alarms = new Alarms(database.db);
    await warmPool(database.db);
  });
  afterAll(async () => {
    await queues.close();
    await database.drop();
  });
  beforeEach(async () => {
    await database.db.query('TRUNCATE message_budget, alarm');
    sms = new RecordingChannel();
    email = new RecordingChannel();
    dealer = (await aCustomerWith(database.db, {}, { rank: 'dealer' })).customerId;
  });

  /** A worker with these limits; another one for each message, as limits are counted over all. */
  const aWorker = (limits: Record<string, string>) => {
    const config = testConfig({ DATABASE_URL: database.url, ...WIDE, ...limits });
    return aProcessor(database.db, queues, config, { sms: { first: sms }, email: { first: email } });
  };
  const record = async (
    channel: 'sms' | 'email',
    to?: { customerId: string; contactPointId: string | undefined },
  ) => {
    const message = await aPinMessage(database.db, channel, to);
    const [recorded] = await database.db.transaction((tx) => outbox.record(tx, message));
    return recorded!.id;
  };
  const aMessageTo = async (mobile: string, parent = dealer) => {
    const { customerId, contactOf } = await aCustomerWith(database.db, { mobile }, { parent });
    return record('sms', { customerId, contactPointId: contactOf['mobile'] });
  };
  const mobile = (block: number, last: number) =>
    `+8190${String(block).padStart(4, '0')}${String(last).padStart(4, '0')}`;
  const send = async (limits: Record<string, string>, ids: string[]) => {
    await Promise.all(ids.map((id) => aWorker(limits).deliver(id)));
    return Promise.all(ids.map(async (id) => (await rowOf(database.db, id)).providerCode));
  };
  const used = () =>
    database.db.query<object[]>('SELECT scope, subject, used FROM message_budget ORDER BY scope, subject');
  const openAlarms = async () => (await alarms.list()).map(({ name, subject }) => `${name} ${subject}`);

  it('lets no more SMS out a day than all may cost, however many workers send at once, and raises an alarm', async () => {
    const ids = await Promise.all(Array.from({ length: FLOOD }, (_, block) => aMessageTo(mobile(block, 1))));
    const codes = await send({ BUDGET_SMS_DAILY: '3', BUDGET_DEALER_DAILY: '100000' }, ids);
    const open = await openAlarms();
    figure(
      'S5',
      `SMS that went out of ${String(FLOOD)} at once, budget 3`,
      'exactly 3',
      sms.delivered.length,
    );
    figure('S5', 'alarm of the spent budget', 'budget.spent all/sms', open.join());
    expect(sms.delivered).toHaveLength(3);
    expect(codes.filter((code) => code === 'brake all')).toHaveLength(FLOOD - 3);
    expect(open).toEqual(['budget.spent all/sms']);
  });

  it('tells the person at once that this way does not work', async () => {
    const ids = await Promise.all([1, 2].map((block) => aMessageTo(mobile(block, 1))));
    await send({ BUDGET_SMS_DAILY: '1' }, ids);
    const rows = await Promise.all(ids.map((id) => rowOf(database.db, id)));
    const failed = rows.filter(({ state }) => state === 'failed');
    expect(failed).toMatchObject([{ failure: 'provider_failed' }]);
    expect(failed[0]?.failedAt).toBeInstanceOf(Date);
  });

  it('stops numbers that differ in their last four digits only, and no others', async () => {
    const flood = await Promise.all(Array.from({ length: 5 }, (_, last) => aMessageTo(mobile(7, last))));
    expect(await send({ BUDGET_PREFIX_DAILY: '2' }, flood)).toEqual(expect.arrayContaining(['brake prefix']));
    expect(sms.delivered).toHaveLength(2);
    // What a block refuses takes nothing from the wider budgets.
    expect(await used()).toEqual([
      { scope: 'all', subject: 'sms', used: 2 },
      { scope: 'dealer', subject: dealer, used: 2 },
      { scope: 'prefix', subject: '+81900007', used: 2 },
    ]);
    expect(await send({ BUDGET_PREFIX_DAILY: '2' }, [await aMessageTo(mobile(8, 1))])).toEqual([null]);
    expect(await openAlarms()).toEqual(['budget.spent prefix/+81900007']);
  });

  it('stops the customers right below one dealer, and takes nothing from the budget of all', async () => {
    const other = (await aCustomerWith(database.db, {}, { rank: 'dealer' })).customerId;
    const flood = await Promise.all(Array.from({ length: 5 }, (_, block) => aMessageTo(mobile(block, 2))));
    const limits = { BUDGET_DEALER_DAILY: '2', BUDGET_SMS_DAILY: '3' };
    await send(limits, flood);
    expect(sms.delivered).toHaveLength(2);
    expect(await send(limits, [await aMessageTo(mobile(9, 2), other)])).toEqual([null]);
    expect(await openAlarms()).toEqual([`budget.spent dealer/${dealer}`]);
  });

  it('calls and texts nobody outside Japan, and no service', async () => {
    const brake = new SendBudget(database.db, alarms, testConfig(WIDE), testStable);
    const reasons = await Promise.all(NO_PERSONS.map((number) => brake.spend(randomUUID(), 'sms', number)));
    const through = reasons.filter((reason) => reason !== 'number').length;
    figure('S5', `let through of ${String(NO_PERSONS.length)} numbers abroad and of services`, 0, through);
    expect(reasons).toEqual(NO_PERSONS.map(() => 'number'));
    const id = await aMessageTo('+81570123456');
    expect(await send({}, [id])).toEqual(['brake number']);
    expect(sms.delivered).toEqual([]);
  });

  it('leaves mail alone, which costs nothing', async () => {
    const { customerId, contactOf } = await aCustomerWith(database.db, { email: 'kankyo@gmail.com' });
    const id = await record('email', { customerId, contactPointId: contactOf['email'] });
    await aWorker({}).deliver(id);
    expect(email.delivered).toHaveLength(1);
    expect(await database.db.query('SELECT FROM message_budget')).toEqual([]);
  });

  it('costs a message once, however often it is tried', async () => {
    const id = await aMessageTo(mobile(5, 5));
    sms.outcomes.push({ kind: 'later', providerCode: '429' });
    await send({}, [id]);
    await database.db.query('UPDATE notification SET due_at = now() WHERE id = $1', [id]);
    await send({}, [id]);
    expect(sms.delivered).toHaveLength(2);
    expect(await database.db.query("SELECT used FROM message_budget WHERE scope = 'all'")).toEqual([
      { used: 1 },
    ]);
  });

  /** A decoy whose list names this number and dealer, as one who types that number is shown. */
  const aDecoyLike = async (number: string, ofDealer: string) => {
    const message = await aPinMessage(database.db, 'sms');
    const hash = numberKey(testStable, number);
    const block = blockKey(testStable, blockOf(number)).toString('base64');
    const row = { number: hash.toString('base64'), block, dealer: ofDealer, kind: 'mobile' };
    await database.db.query('UPDATE pin_challenge SET decoys = $2 WHERE id = $1', [
      message.challengeId,
      JSON.stringify([row]),
    ]);
    const [recorded] = await database.db.transaction((tx) =>
      outbox.record(tx, { ...message, destinationKey: destinationKey(testStable, hash, 'sms') }),
    );
    return recorded!.id;
  };

  it.each([
    ['a block’s', { BUDGET_PREFIX_DAILY: '1' }, mobile(6, 1), 'another dealer'],
    ['a dealer’s', { BUDGET_DEALER_DAILY: '1' }, mobile(7, 1), 'the dealer'],
    ['the day’s', { BUDGET_SMS_DAILY: '1' }, mobile(7, 1), 'another dealer'],
  ])(
    'refuses decoys where real messages are refused: %s budget is used up',
    async (_, limits, number, whose) => {
      const other = (await aCustomerWith(database.db, {}, { rank: 'dealer' })).customerId;
      const ofDealer = whose === 'the dealer' ? dealer : other;
      const seen = async (id: string) => {
        await aWorker(limits).deliver(id);
        const { state, failure, sentAt } = await rowOf(database.db, id);
        return { state, failure, sentAt };
      };
      const refused = { state: 'failed', failure: 'provider_failed', sentAt: null };
      expect((await seen(await aDecoyLike(number, ofDealer))).state).not.toBe('failed');
      await seen(await aMessageTo(mobile(6, 6)));
      expect(await seen(await aMessageTo(number, ofDealer))).toEqual(refused);
      expect(await seen(await aDecoyLike(number, ofDealer))).toEqual(refused);
      if (whose === 'the dealer')
        expect((await seen(await aDecoyLike(number, other))).state).not.toBe('failed');
    },
  );

  it('begins anew with the next day in Japan, and the alarm ends', async () => {
    await send({ BUDGET_SMS_DAILY: '1' }, [await aMessageTo(mobile(1, 7)), await aMessageTo(mobile(2, 7))]);
    await database.db.query('UPDATE message_budget SET day = day - 1');
    await database.db.query("UPDATE alarm SET last_at = now() - interval '24 hours'");
    expect(await send({ BUDGET_SMS_DAILY: '1' }, [await aMessageTo(mobile(3, 7))])).toEqual([null]);
    await new DeliveryAlarmService(database.db, alarms).look();
    expect((await alarms.list()).map(({ clearedAt }) => clearedAt === null)).toEqual([false]);
  });
});

describe('the alarms of delivery', () => {
  let database: TestDatabase;
  let alarms: Alarms;

  beforeAll(async () => {
    database = await networkDatabase();
    alarms = new Alarms(database.db);
  });
  afterAll(() => database.drop());

  it('raises an alarm when a message waits for half a minute, and clears it when none does', async () => {
    const queues = new Queues(testConfig({ DATABASE_URL: database.url }));
    const outbox = outboxOf(database.db, queues);
    const watch = new DeliveryAlarmService(database.db, alarms);
    const message = await aPinMessage(database.db, 'voice');
    await database.db.transaction((tx) => outbox.record(tx, message));
    await watch.look();
    expect(await alarms.list()).toEqual([]);
    await database.db.query(
      "UPDATE notification SET created_at = now() - interval '31 seconds', due_at = now() - interval '31 seconds'",
    );
    await watch.look();
    await watch.look();
    expect(await alarms.list()).toMatchObject([
      { name: 'delivery.late', subject: 'voice', times: 2, clearedAt: null },
    ]);
    await database.db.query("UPDATE notification SET state = 'sent'");
    await watch.look();
    expect((await alarms.list())[0]?.clearedAt).toBeInstanceOf(Date);
    await queues.close();
  });
});
