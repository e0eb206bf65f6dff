import { AuditTrail } from '@daiko/server-audit';
import { aCustomer, HEAD_OFFICE_ID, saveMasters } from '@daiko/server-builders';
import { customerEntities, DestinationStore } from '@daiko/server-customer';
import {
  Alarms,
  ChannelOutages,
  DeliveryFeed,
  HelpDeskService,
  Notification,
  notificationEntities,
  DispatchService,
  NotificationOutbox,
} from '@daiko/server-notification';
import {
  AppError,
  RateLimit,
  SecretDeriver,
  StableKey,
  type AppConfig,
  type Queues,
} from '@daiko/server-platform';
import { testConfig, testDatabase, warmPool, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ContactStatisticsStore } from './decoy/contact-statistics.store';
import { DecoyListService } from './decoy/decoy-list.service';
import { GuessLimit } from './guess.limit';
import { pinEntities } from './index';
import { PinIssueService } from './pin-issue.service';
import { PinRunService } from './pin-run.service';
import { PinRunView } from './pin-run-view';
import { PinService } from './pin.service';
import { PinWorkService } from './pin-work.service';
import { RecoveryLimit } from './recovery.limit';
import { RunDestinations } from './run-destinations';

const KANKYO = '01058734';
const MOBILE = '+819011112770';
const generous = testConfig({
  ...{ RUNS_PER_ADDRESS_HOURLY: '100000', RUNS_PER_ADDRESS_DAILY: '100000' },
  ...{ VERIFICATIONS_PER_RUN_MINUTE: '100000', VERIFICATIONS_PER_ADDRESS_MINUTE: '100000' },
  ...{ PIN_GUESSES_ALARM: '100000', PIN_GUESSES_WORK: '100000' },
});

/** The code of a refusal; anything else is a fault of the test. */
function codeOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  throw error;
}

describe('PinService', () => {
  let database: TestDatabase;
  let runs: PinRunService;
  let pins: PinService;
  let issuing: PinIssueService;
  let secrets: SecretDeriver;
  let statistics: ContactStatisticsStore;

  beforeAll(async () => {
    database = await testDatabase([...pinEntities, ...customerEntities, ...notificationEntities]);
    await warmPool(database.db, 20);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    const { db } = database;
    await db.query(
      'TRUNCATE customer, rank, member_class, pin_challenge, notification, rate_limit, recovery_gate CASCADE',
    );
    await db.transaction(async (tx) => {
      await saveMasters(tx);
      await aCustomer(KANKYO)
        .below(HEAD_OFFICE_ID)
        .ranked('dealer')
        .withLandline('0466-12-3300')
        .withMobile('090-1111-2770')
        .withLogin('kankyo@gmail.com', 'hash')
        .save(tx);
    });
    await wire(generous);
  });

  async function wire(settings: AppConfig): Promise<void> {
    const { db } = database;
    secrets = new SecretDeriver(settings.values.SECRET_KEYS);
    const stable = new StableKey(db, secrets);
    await stable.onModuleInit();
    const destinations = new RunDestinations(
      db,
      new DestinationStore(db),
      new ChannelOutages(db),
      secrets,
      stable,
      settings,
    );
    statistics = new ContactStatisticsStore(db);
    const gate = new RecoveryLimit(db, settings);
    const limits = new RateLimit(db);
    const watch = new GuessLimit(db, settings, new Alarms(db));
    const view = new PinRunView(db, destinations, gate, watch, settings, new HelpDeskService(db, settings));
    const queues = { add: vi.fn().mockResolvedValue(undefined) } as unknown as Queues;
    const outbox = new NotificationOutbox(new DispatchService(db, queues), secrets);
    const feed = new DeliveryFeed(settings);
    const trail = new AuditTrail();
    const decoys = new DecoyListService(db, statistics, stable);
    runs = new PinRunService(
      ...([db, decoys, view, gate, limits, outbox, feed, secrets, stable, settings, trail] as const),
    );
    issuing = new PinIssueService(db, destinations, outbox, secrets, settings, trail);
    const work = new PinWorkService(db, runs, limits, secrets, settings);
    pins = new PinService(db, runs, outbox, gate, watch, work, limits, secrets, settings, trail);
  }

  const open = (customerId: string | null = KANKYO, phone = MOBILE) =>
    runs.open({
      purpose: 'login_id_reset',
      customerId,
      typed: { identifier: customerId ?? '09999999', phone },
      address: '203.0.113.7',
    });
  const destinationOf = async (token: string, label = '(ショートメッセージ)') =>
    (await runs.run(token)).destinations.find((destination) => destination.label.endsWith(label))?.id ?? '';
  /** The PIN that the worker would send for the newest issue. */
  const pinOf = async (token: string) => {
    const { id, keyId, nonce } = await runs.challengeOf(token);
    if (nonce === null) throw new Error('no PIN was issued');
    return secrets.pin(keyId, id, nonce);
  };
  const otherThan = (pin: string) => (pin === '000000' ? '111111' : '000000');
  const verify = (token: string, code: string) =>
    pins
      .verify({ token, purpose: 'login_id_reset', code, address: '203.0.113.7' }, () =>
        Promise.resolve('done'),
      )
      .catch(codeOf);
  const issue = async (token: string) => {
    await issuing.issue(token, await destinationOf(token));
    return pinOf(token);
  };
  const issued = async () => {
    const { token } = await open();
    return { token, pin: await issue(token) };
  };
  const atOnce = (times: number, call: () => Promise<unknown>) =>
    Promise.all(Array.from({ length: times }, () => call()));
  /** Lets time pass for everything on record, by moving the record back. */
  const minutesPass = async (minutes: number) => {
    await database.db.query(
      `UPDATE pin_challenge SET opened_at = opened_at - $1 * interval '1 minute', ends_at = ends_at - $1 * interval '1 minute',
         pin_expires_at = pin_expires_at - $1 * interval '1 minute'`,
      [minutes],
    );
    await database.db.query(`UPDATE notification SET created_at = created_at - $1 * interval '1 minute'`, [
      minutes,
    ]);
    await database.db.query(
      `UPDATE recovery_gate SET closed_until = closed_until - $1 * interval '1 minute',
         guesses = ARRAY(SELECT guess - $1 * interval '1 minute' FROM unnest(guesses) AS guess)`,
      [minutes],
    );
  };

  it('lists the destinations of the announcement in its order', async () => {
    const { run } = await open();
    expect(run.destinations.map(({ label }) => label)).toEqual([
      '****-**-*300 (自動音声)',
      '***-****-*770 (ショートメッセージ)',
      '***-****-*770 (自動音声)',
      'ka*****@gmail.com (メール)',
    ]);
  });

  it('accepts the PIN once out of 1,000 at once, and compares five at most', async () => {
    const { token, pin } = await issued();
    const compared = vi.spyOn(secrets, 'pin');
    const outcomes = await atOnce(1_000, () => verify(token, pin));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(compared.mock.calls.length).toBeLessThanOrEqual(5);
  });

  it('compares five of 20 wrong PINs at once, and a re-issued PIN buys no more', async () => {
    const { token, pin } = await issued();
    const compared = vi.spyOn(secrets, 'pin');
    const outcomes = await atOnce(20, () => verify(token, otherThan(pin)));
    expect(outcomes.filter((outcome) => outcome === 'pin.mismatch')).toHaveLength(4);
    expect(compared).toHaveBeenCalledTimes(5);
    expect(await verify(token, pin)).toBe('pin.locked');
    await expect(issue(token)).rejects.toMatchObject({ code: 'pin.locked' });
  });

  it('refuses the PIN 15 minutes after it was issued, and accepts it shortly before', async () => {
    const early = await issued();
    await minutesPass(14.9);
    expect(await verify(early.token, early.pin)).toBe('done');
    const late = await issued();
    await minutesPass(15);
    expect(await verify(late.token, late.pin)).toBe('pin.expired');
    expect((await runs.run(late.token)).state).toBe('expired');
  });

  it('says of an older PIN that a newer one was issued', async () => {
    const { token, pin } = await issued();
    await issuing.issue(token, await destinationOf(token, '(メール)'));
    expect(await verify(token, pin)).toBe('pin.superseded');
    expect(await verify(token, await pinOf(token))).toBe('done');
  });

  it('keeps the PIN good when what it opens fails', async () => {
    const { token, pin } = await issued();
    const input = { token, purpose: 'login_id_reset', code: pin, address: '203.0.113.7' } as const;
    await expect(pins.verify(input, () => Promise.reject(new Error('disk full')))).rejects.toThrow(
      'disk full',
    );
    expect(await verify(token, pin)).toBe('done');
  });

  it('keeps no PIN whose message could not be recorded', async () => {
    const { token, pin } = await issued();
    await database.db.query(
      'ALTER TABLE notification ADD CONSTRAINT full_disk CHECK (channel <> $$email$$) NOT VALID',
    );
    await expect(issuing.issue(token, await destinationOf(token, '(メール)'))).rejects.toThrow();
    await database.db.query('ALTER TABLE notification DROP CONSTRAINT full_disk');
    expect(await verify(token, pin)).toBe('done');
  });

  it('makes one PIN of 20 resends at once, and the rest wait a minute', async () => {
    const { token } = await open();
    const destinationId = await destinationOf(token);
    const outcomes = await atOnce(20, () => issuing.issue(token, destinationId).catch(codeOf));
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'pin.resend_too_soon')).toHaveLength(19);
    expect(await database.db.manager.count(Notification)).toBe(1);
  });

  it('sends one of 10 PINs asked for at once in runs of one person', async () => {
    const opened = await Promise.all(Array.from({ length: 10 }, () => open()));
    const outcomes = await Promise.all(
      opened.map(async ({ token }) => issuing.issue(token, await destinationOf(token)).catch(codeOf)),
    );
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
  });

  it('lets 60, 120, 240 seconds pass between sends to one destination, and sends five in all', async () => {
    const { token } = await open();
    const waits: number[] = [];
    for (let sends = 0; sends < 3; sends++) {
      await issue(token);
      const wait =
        (await runs.run(token)).destinations.find(({ channel }) => channel === 'sms')?.waitSeconds ?? 0;
      waits.push(wait);
      await minutesPass(wait / 60);
    }
    expect(waits).toEqual([60, 120, 240]);
    await issuing.issue(token, await destinationOf(token, '*300 (自動音声)'));
    await issuing.issue(token, await destinationOf(token, '(メール)'));
    await minutesPass(8);
    await expect(issue(token)).rejects.toMatchObject({ code: 'pin.sends_exhausted' });
  });

  it('calls a number twice in ten minutes and no more, from whichever run', async () => {
    const codes: (string | undefined)[] = [];
    for (let calls = 0; calls < 3; calls++) {
      const { token } = await open();
      const destinationId = await destinationOf(token, '*300 (自動音声)');
      codes.push(await issuing.issue(token, destinationId).then(() => undefined, codeOf));
      await minutesPass(2.5);
    }
    expect(codes).toEqual([undefined, undefined, 'destination.exhausted']);
  });

  it('knows destinations of its own run only', async () => {
    const [own, other] = [await open(), await open()];
    const strange = await destinationOf(other.token);
    await expect(issuing.issue(own.token, strange)).rejects.toMatchObject({ code: 'destination.unknown' });
    await expect(issuing.issue(own.token, MOBILE)).rejects.toMatchObject({ code: 'destination.unknown' });
  });

  it('refuses a PIN of another run and of another purpose', async () => {
    const [one, other] = [await issued(), await open()];
    await issuing.issue(other.token, await destinationOf(other.token, '(メール)'));
    const outcome = await verify(other.token, one.pin);
    expect(one.pin === (await pinOf(other.token)) ? 'pin.mismatch' : outcome).toBe('pin.mismatch');
    const input = { token: one.token, purpose: 'password_reset', code: one.pin, address: 'a' } as const;
    await expect(pins.verify(input, () => Promise.resolve())).rejects.toMatchObject({
      code: 'pin_run.other_purpose',
    });
    expect(await verify(one.token, one.pin)).toBe('done');
  });

  describe('for a pair that is nobody’s', () => {
    it('walks like a real run: list, PIN, attempts, lock', async () => {
      const { token, run } = await open(null, '+819099998888');
      expect(run.destinations.map(({ label }) => label)).toContain('***-****-*888 (ショートメッセージ)');
      await issue(token);
      expect((await runs.run(token)).pin?.delivery.state).toBe('queued');
      await expect(issuing.issue(token, await destinationOf(token))).rejects.toMatchObject({
        code: 'pin.resend_too_soon',
      });
      const outcomes = [];
      for (let guesses = 0; guesses < 5; guesses++) outcomes.push(await verify(token, await pinOf(token)));
      expect(outcomes).toEqual([...Array<string>(4).fill('pin.mismatch'), 'pin.locked']);
      expect((await runs.run(token)).state).toBe('locked');
    });

    it('shows the same list each time, and another pair another', async () => {
      const labels = async (phone: string) =>
        (await open(null, phone)).run.destinations.map(({ label }) => label);
      expect(await labels('+819099998888')).toEqual(await labels('+819099998888'));
      expect(await labels('+819099998888')).not.toEqual(await labels('+819099997777'));
    });

    it('keeps nothing of what was typed', async () => {
      await open(null, '+819012345678');
      const [row] = await database.db.query<{ text: string }[]>(
        'SELECT string_agg(c::text, $$ $$) AS text FROM pin_challenge c',
      );
      expect(row?.text).not.toMatch(/9012345678|09999999/);
    });
  });

  describe('guesses per person', () => {
    const lockOne = async (token: string) => {
      await issue(token);
      for (let guesses = 0; guesses < 5; guesses++) await verify(token, otherThan(await pinOf(token)));
      await minutesPass(6);
    };

    it('close recovery after 15 wrong ones over all runs, for an hour, then for two', async () => {
      for (let round = 0; round < 3; round++) await lockOne((await open()).token);
      await expect(open()).rejects.toMatchObject({
        code: 'recovery.closed',
        details: { retryAfterSeconds: 3_240 },
      });
      await minutesPass(55);
      const again = await issued();
      expect(await verify(again.token, otherThan(again.pin))).toBe('pin.mismatch');
      await expect(open()).rejects.toMatchObject({ details: { retryAfterSeconds: 7_200 } });
    });

    it('stop 40 guesses at once in eight runs at the fifteenth', async () => {
      const tokens: string[] = [];
      for (let count = 0; count < 8; count++) {
        const { token } = await open();
        await issue(token);
        await minutesPass(61);
        await database.db.query(
          `UPDATE pin_challenge SET ends_at = now() + interval '30 minutes', pin_expires_at = now() + interval '15 minutes'`,
        );
        tokens.push(token);
      }
      const outcomes = await Promise.all(
        tokens.flatMap((token) =>
          Array.from({ length: 5 }, async () => verify(token, otherThan(await pinOf(token)))),
        ),
      );
      expect(outcomes.filter((outcome) => outcome !== 'recovery.closed')).toHaveLength(15);
    });

    it('keep showing the real list to another pair of the same customer, while nothing succeeds', async () => {
      for (let round = 0; round < 3; round++) await lockOne((await open()).token);
      const { token, run } = await open(KANKYO, '+81466123300');
      expect(run.destinations).toHaveLength(4);
      const pin = await issue(token);
      const { id } = await runs.challengeOf(token);
      expect(await verify(token, pin)).toBe('pin.mismatch');
      expect(await database.db.manager.findOneByOrFail(Notification, { challengeId: id })).toMatchObject({
        customerId: null,
        contactPointId: null,
      });
    });

    it('are forgotten with a right PIN', async () => {
      await lockOne((await open()).token);
      const { token, pin } = await issued();
      expect(await verify(token, pin)).toBe('done');
      expect(await database.db.query('SELECT FROM recovery_gate')).toEqual([]);
    });
  });

  it('ends every run of a customer whose login information changed', async () => {
    const { token, pin } = await issued();
    await database.db.transaction((tx) => runs.endAllOf(tx, KANKYO));
    expect(await verify(token, pin)).toBe('pin_run.ended');
  });

  it.each(['used', 'locked', 'ended'])('sends and speaks no PIN of a run that is %s', async (how) => {
    const { token, pin } = await issued();
    if (how === 'used') await verify(token, pin);
    if (how === 'locked') await atOnce(5, () => verify(token, otherThan(pin)));
    if (how === 'ended') await database.db.transaction((tx) => runs.end(tx, token));
    const live = await database.db.query<unknown[]>('SELECT FROM notification WHERE not_after > now()');
    expect(live).toHaveLength(0);
  });

  it('opens ten runs an hour from one address', async () => {
    await wire(testConfig());
    const outcomes = await atOnce(12, () => open().then(() => 'opened', codeOf));
    expect(outcomes.filter((outcome) => outcome === 'opened')).toHaveLength(10);
    expect(outcomes.filter((outcome) => outcome === 'rate_limit.exceeded')).toHaveLength(2);
  });
});
