import { testDatabase, warmPool, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import type { Answer, Browser } from '../../test/browser';
import { PasskeyWalk } from '../../test/passkey-walk';
import { PASSWORD, People } from '../../test/people';
import { SprayingAlarmService } from './spraying-alarm.service';

/** Small figures, so that the edges are reached soon; the product’s defaults are 100, 30 and 300. */
const PER_ADDRESS = 12;
const ACCOUNTS = 5;
const OVER_ALL = 20;

describe('passwords sprayed over many accounts', () => {
  let database: TestDatabase;
  let bed: AuthBed;
  let second: AuthBed;
  let people: People;
  let tries = 0;

  beforeAll(async () => {
    database = await testDatabase();
    const settings = {
      SIGN_IN_FAILURES_PER_ADDRESS_HOURLY: String(PER_ADDRESS),
      SIGN_IN_ACCOUNTS_ALARM: String(ACCOUNTS),
      SIGN_IN_FAILURES_ALARM: String(OVER_ALL),
      PUBLIC_BASE_URL: 'http://localhost:3000',
    };
    bed = await AuthBed.start(database.url, settings);
    second = await AuthBed.start(database.url, settings);
    people = await People.settle(bed);
    await warmPool(bed.db);
    await warmPool(second.db);
  });
  beforeEach(() => database.db.query('TRUNCATE rate_limit, sign_in_throttle, sign_in_streak, alarm'));
  afterAll(async () => {
    await bed.stop();
    await second.stop();
    await database.drop();
  });

  const at = (address: string, on = bed): Browser => {
    const browser = on.browser();
    browser.address = address;
    return browser;
  };
  /** One wrong password at an account of its own, which nobody has. */
  const spray = (address: string, loginId = `dare${String(++tries)}@mail.example`, on = bed) =>
    at(address, on).signIn(loginId, `chigau-kagi-${String(++tries)}`);
  const fill = async (address: string): Promise<void> => {
    const answers = await Promise.all(Array.from({ length: PER_ADDRESS }, () => spray(address)));
    expect(answers.map(({ code }) => code)).toEqual(Array(PER_ADDRESS).fill('sign_in.refused'));
  };
  const withCode = (answers: Answer<unknown>[], code: string) =>
    answers.filter((answer) => answer.code === code);
  const alarms = async () =>
    (
      await bed.db.query<{ subject: string }[]>(
        "SELECT subject FROM alarm WHERE name = 'sign_in.spraying' AND cleared_at IS NULL ORDER BY subject",
      )
    ).map(({ subject }) => subject);

  describe('from one address', () => {
    it('are compared no more often than allowed, however many come at once and wherever', async () => {
      const loginIds = await Promise.all(
        Array.from({ length: 24 }, async (_, index) =>
          index % 3 === 0 ? (await people.somebody()).loginId : undefined,
        ),
      );
      const answers = await Promise.all(
        loginIds.map((loginId, index) =>
          spray(`2001:db8:5:1::${(index + 1).toString(16)}`, loginId, index % 2 === 0 ? bed : second),
        ),
      );
      expect(withCode(answers, 'sign_in.refused')).toHaveLength(PER_ADDRESS);
      const sentAway = withCode(answers, 'rate_limit.exceeded');
      expect(sentAway).toHaveLength(24 - PER_ADDRESS);
      for (const { status, headers } of sentAway) {
        expect(status).toBe(429);
        expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
        expect(Number(headers['retry-after'])).toBeLessThanOrEqual(3_600);
      }
    });

    it('close it for all accounts alike, right password or not, for that hour, and no other address', async () => {
      const { loginId } = await people.somebody();
      await fill('203.0.113.7');
      const answers = [
        await at('203.0.113.7').signIn(loginId, PASSWORD),
        await spray('203.0.113.7', loginId),
        await spray('203.0.113.7'),
      ];
      for (const { status, code, body } of answers) {
        expect([status, code]).toEqual([429, 'rate_limit.exceeded']);
        expect(Object.keys(body)).toEqual(Object.keys(answers[0]!.body));
      }
      expect((await at('203.0.113.8').signIn(loginId, PASSWORD)).status).toBe(201);
      await bed.db.query("UPDATE rate_limit SET window_start = window_start - interval '1 hour'");
      expect((await at('203.0.113.7').signIn(loginId, PASSWORD)).status).toBe(201);
    });

    it('are counted without the right ones and those that were not compared', async () => {
      const { loginId } = await people.somebody();
      const suspended = await people.somebody();
      await bed.db.query('UPDATE customer SET suspended_at = now() WHERE customer_id = $1', [
        suspended.customerId,
      ]);
      const address = '203.0.113.20';
      for (let round = 0; round < 3; round++) {
        const right = await Promise.all(
          Array.from({ length: 6 }, () => at(address).signIn(loginId, PASSWORD)),
        );
        expect(right.map(({ status }) => status)).toEqual(Array(6).fill(201));
        expect((await at(address).signIn(suspended.loginId, PASSWORD)).code).toBe('sign_in.suspended');
      }
      for (let index = 0; index < 6; index++) await spray(address, 'hitori@mail.example');
      // One failure too many for this account at once: it waits, and is not compared.
      expect((await spray(address, 'hitori@mail.example')).code).toBe('rate_limit.exceeded');
      const rest = await Promise.all(Array.from({ length: PER_ADDRESS - 6 + 1 }, () => spray(address)));
      expect(withCode(rest, 'sign_in.refused')).toHaveLength(PER_ADDRESS - 6);
    });

    it('do not shut out the browser that a customer has used, for this customer’s login alone', async () => {
      const person = await people.somebody();
      const other = await people.somebody();
      const own = at('203.0.113.30');
      await own.signIn(person.loginId, PASSWORD);
      await own.delete('session');
      await fill('203.0.113.30');
      expect((await own.signIn(other.loginId, PASSWORD)).code).toBe('rate_limit.exceeded');
      expect((await own.signIn(person.loginId, `chigau-kagi-${String(++tries)}`)).code).toBe(
        'sign_in.refused',
      );
      expect((await own.signIn(person.loginId, PASSWORD)).status).toBe(201);
      expect((await spray('203.0.113.30')).code).toBe('rate_limit.exceeded');
    });

    it('do not shut out a passkey', async () => {
      const walk = new PasskeyWalk(bed);
      const { device } = await walk.somebodyWith(await people.somebody());
      await fill('203.0.113.40');
      expect((await walk.use(at('203.0.113.40'), device)).status).toBe(201);
    });

    it('raise one alarm with the fifth account, which does not tell the address', async () => {
      const address = '203.0.113.50';
      for (let index = 1; index < ACCOUNTS; index++) await spray(address);
      const { loginId } = await people.somebody();
      await at(address).signIn(loginId, PASSWORD);
      await spray(address, `dare${String(tries - 1)}@mail.example`);
      expect(await alarms()).toEqual([]);
      await Promise.all([spray(address, loginId), spray(address, loginId.toUpperCase()), spray(address)]);
      expect(await alarms()).toEqual([expect.stringMatching(/^address\/[0-9a-f]{8}$/)]);
      await spray('203.0.113.51');
      expect(await alarms()).toHaveLength(1);
    });
  });

  it('are over after an hour of quiet', async () => {
    await Promise.all(Array.from({ length: ACCOUNTS }, () => spray('203.0.113.60')));
    const watch = bed.get(SprayingAlarmService);
    await bed.db.query("UPDATE alarm SET last_at = now() - interval '59 minutes'");
    await watch.look();
    expect(await alarms()).toHaveLength(1);
    await bed.db.query("UPDATE alarm SET last_at = now() - interval '60 minutes'");
    await watch.look();
    expect(await alarms()).toEqual([]);
  });

  describe('from many addresses', () => {
    it('raise an alarm with the twentieth failure in ten minutes, and no right password does', async () => {
      const { loginId } = await people.somebody();
      await Promise.all(
        Array.from({ length: OVER_ALL - 1 }, (_, index) => spray(`198.51.100.${String(index)}`)),
      );
      for (let index = 0; index < 3; index++) await bed.browser().signIn(loginId, PASSWORD);
      expect(await alarms()).toEqual([]);
      await spray('198.51.100.99', loginId, second);
      expect(await alarms()).toEqual(['all']);
    });

    it('raise none when they come further apart', async () => {
      await Promise.all(
        Array.from({ length: OVER_ALL - 1 }, (_, index) => spray(`198.51.100.${String(index)}`)),
      );
      await bed.db.query("UPDATE rate_limit SET window_start = window_start - interval '10 minutes'");
      await spray('198.51.100.99');
      expect(await alarms()).toEqual([]);
    });
  });
});
