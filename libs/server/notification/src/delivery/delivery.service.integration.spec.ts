import type { Channel as ChannelName } from '@daiko/contracts';
import { testConfig, type TestDatabase } from '@daiko/server-testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { networkDatabase } from '../../test/messages';
import { RecordingChannel } from '../../test/recording-channel';
import { Alarms } from './alarms';
import type { Outcome, OutgoingMessage } from '../channel/channel';
import { ProviderSlots } from '../channel/provider-slots';
import type { SendBudget } from './send-budget.limit';
import { DeliveryService } from './delivery.service';
import type { Claim, NotificationStore } from '../outbox/notification.store';

const FAILURES = 3;
const AWAY: Outcome = { kind: 'later', providerCode: 'ECONNREFUSED' };
const SILENT: Outcome = { kind: 'unknown', providerCode: '500' };

describe('two providers of a channel', () => {
  let database: TestDatabase;
  let alarms: Alarms;
  let first: RecordingChannel;
  let second: RecordingChannel;
  let secondIsConfigured: boolean;

  beforeAll(async () => {
    database = await networkDatabase();
    alarms = new Alarms(database.db);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.db.query('TRUNCATE provider_slot, alarm');
    first = new RecordingChannel();
    second = new RecordingChannel();
    secondIsConfigured = true;
  });

  /** A worker of its own each time: what is known of a provider is known to all, and after a restart. */
  function aWorker(): DeliveryService {
    const config = testConfig({ PROVIDER_FAILURES: String(FAILURES), PROVIDER_PAUSE_SECONDS: '60' });
    const sms = secondIsConfigured ? { first, second } : { first };
    const other = { first: new RecordingChannel() };
    const ledger = { renew: () => Promise.resolve(600) } as unknown as NotificationStore;
    const slots = new ProviderSlots(database.db, alarms, config);
    const brake = { spend: () => Promise.resolve(undefined) } as unknown as SendBudget;
    return new DeliveryService(ledger, slots, brake, { sms, voice: other, email: other });
  }
  const send = (claim: Partial<Claim> = {}) => {
    const channel: ChannelName = 'sms';
    const known = { id: randomUUID(), channel, fence: 1, attempt: 1, isDecoy: false };
    const whole: Claim = { ...known, slot: 'first', isOutcomeUnknown: false, ...claim };
    return aWorker().deliver(whole, { id: whole.id } as OutgoingMessage);
  };
  const failFirst = async (outcome: Outcome, times: number) => {
    first.outcomes.push(...Array.from({ length: times }, () => outcome));
    for (let time = 0; time < times; time++) await send();
  };
  const calls = () => [first.delivered.length, second.delivered.length];
  const letPauseEnd = () =>
    database.db.query('UPDATE provider_slot SET open_until = now(), probe_until = NULL');
  const openAlarms = async () =>
    (await alarms.list())
      .filter(({ clearedAt }) => clearedAt === null)
      .map(({ name, subject }) => [name, subject]);

  it('are asked in their order', async () => {
    expect((await send())?.kind).toBe('accepted');
    expect(calls()).toEqual([1, 0]);
  });

  it('take over from each other at once what was certainly not taken', async () => {
    first.outcomes.push(AWAY);
    expect((await send())?.kind).toBe('accepted');
    expect(calls()).toEqual([1, 1]);
  });

  it('never take over what the other may have taken', async () => {
    first.outcomes.push(SILENT);
    expect((await send())?.kind).toBe('unknown');
    expect(calls()).toEqual([1, 0]);
  });

  it('never take over what was refused because of its receiver', async () => {
    first.outcomes.push({ kind: 'refused', failure: 'unreachable', providerCode: '21614' });
    expect((await send())?.kind).toBe('refused');
    first.outcomes.push({ kind: 'later', providerCode: '450', mailbox: true });
    expect((await send())?.kind).toBe('later');
    expect(calls()).toEqual([2, 0]);
  });

  it('change places after so many failures in a row, with an alarm, for every worker', async () => {
    await failFirst(SILENT, FAILURES);
    expect(await openAlarms()).toEqual([['provider.open', 'sms/first']]);
    await Promise.all([send(), send(), send()]);
    expect(calls()).toEqual([FAILURES, 3]);
  });

  it('stay in their places when failures are not in a row', async () => {
    await failFirst(SILENT, FAILURES - 1);
    await send();
    await failFirst(SILENT, FAILURES - 1);
    await send();
    expect(calls()).toEqual([2 * FAILURES, 0]);
    expect(await openAlarms()).toEqual([]);
  });

  it('are tried again after the pause by one message alone, and change back when it is taken', async () => {
    await failFirst(SILENT, FAILURES);
    await letPauseEnd();
    first.during = async () => {
      first.during = () => Promise.resolve();
      await Promise.all([send(), send()]);
    };
    await send();
    expect(calls()).toEqual([FAILURES + 1, 2]);
    await send();
    expect(calls()).toEqual([FAILURES + 2, 2]);
    expect(await openAlarms()).toEqual([]);
  });

  it('are left alone again when the probe fails', async () => {
    await failFirst(SILENT, FAILURES);
    await letPauseEnd();
    await failFirst(SILENT, 1);
    await send();
    expect(calls()).toEqual([FAILURES + 1, 1]);
  });

  it('keep a message waiting a few seconds while both are left alone', async () => {
    second.outcomes.push(...Array.from({ length: FAILURES }, () => AWAY));
    await failFirst(AWAY, FAILURES);
    expect(await send()).toMatchObject({ kind: 'later', inSeconds: 5 });
    expect(calls()).toEqual([FAILURES, FAILURES]);
  });

  it('are asked for an earlier attempt where it was made', async () => {
    second.found = () => Promise.resolve('SM-second');
    const outcome = await send({ isOutcomeUnknown: true, slot: 'second' });
    expect(outcome).toEqual({ kind: 'accepted', providerId: 'SM-second' });
    expect([first.looks, ...calls()]).toEqual([0, 0, 0]);
  });

  it('wait for one that cannot be asked, until it fails for everybody', async () => {
    first.found = () => Promise.reject(new Error('away'));
    const again = () => send({ isOutcomeUnknown: true });
    for (let time = 1; time < FAILURES; time++) expect((await again())?.kind).toBe('unknown');
    expect(calls()).toEqual([0, 0]);
    expect((await again())?.kind).toBe('accepted');
    expect(calls()).toEqual([0, 1]);
  });

  it('are asked however often they fail where there is one alone', async () => {
    secondIsConfigured = false;
    await failFirst(SILENT, FAILURES + 1);
    expect((await send())?.kind).toBe('accepted');
    expect(calls()).toEqual([FAILURES + 2, 0]);
  });
});
