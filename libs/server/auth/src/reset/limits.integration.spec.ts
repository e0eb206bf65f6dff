import type { PinRun } from '@daiko/contracts';
import { PinRunService } from '@daiko/server-pin';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import type { Browser } from '../../test/browser';
import { PASSWORD, People, type Person } from '../../test/people';
import { PasswordHasher } from '../password/password-hasher';
import { LinkMailService } from '../mail-link/link-mail.service';

/** docs/security/limits.md: with the defaults, and with two processes of which the attacker may ask either. */
describe('the limits', () => {
  let database: TestDatabase;
  let one: AuthBed;
  let two: AuthBed;
  let people: People;

  beforeAll(async () => {
    database = await testDatabase();
    one = await AuthBed.start(database.url);
    two = await AuthBed.start(database.url);
    people = await People.settle(one);
  });
  beforeEach(() => database.db.query('TRUNCATE rate_limit, sign_in_throttle, sign_in_streak'));
  afterAll(async () => {
    await one.stop();
    await two.stop();
    await database.drop();
  });

  const open = (browser: Browser, { loginId, mobile }: Person) =>
    browser.post<PinRun>('password-resets', { email: loginId, phone: mobile });
  const guess = (browser: Browser, code = '000000') => browser.post('password-resets/completion', { code });
  const waiting = async (person: Person, browser = one.browser()): Promise<Browser> => {
    expect((await browser.issuePin((await open(browser, person)).body)).status).toBe(202);
    return browser;
  };
  /** The same browser at the other process. */
  const elsewhere = (browser: Browser) => two.browserLike(browser);
  const countOf = (codes: (string | undefined)[], code: string | undefined) =>
    codes.filter((one_) => one_ === code).length;
  const earlier = (interval: string) =>
    database.db.query(`UPDATE rate_limit SET window_start = window_start - $1::interval`, [interval]);

  it('open 30 runs a day and ten an hour for an address, whichever process is asked', async () => {
    const person = await people.somebody();
    const browser = one.browser();
    let opened = 0;
    for (let hour = 0; hour < 4; hour++) {
      const hourly: number[] = [];
      for (let index = 0; index < 12; index++)
        hourly.push((await open(index % 2 === 0 ? browser : elsewhere(browser), person)).status);
      const now = hourly.filter((status) => status === 201).length;
      expect(now).toBe(hour < 3 ? 10 : 0);
      opened += now;
      // The hours go by, the day does not.
      await database.db.query('DELETE FROM rate_limit WHERE used = 12');
    }
    expect(opened).toBe(30);
  });

  it('take a /64 for one address, and its neighbour for another', async () => {
    const person = await people.somebody();
    const statuses: number[] = [];
    for (let index = 0; index < 11; index++) {
      const browser = one.browser();
      browser.address = `2001:db8:ffff:1::${(index + 1).toString(16)}`;
      statuses.push((await open(browser, person)).status);
    }
    expect([statuses.slice(0, 10), statuses[10]]).toEqual([Array(10).fill(201), 429]);
    const neighbour = one.browser();
    neighbour.address = '2001:db8:ffff:2::1';
    expect((await open(neighbour, person)).status).toBe(201);
  });

  it('look at ten PINs a minute of a run, and five in all, at two processes together', async () => {
    const browser = await waiting(await people.somebody());
    const codes: (string | undefined)[] = [];
    for (let index = 0; index < 12; index++)
      codes.push((await guess(index % 2 === 0 ? browser : elsewhere(browser))).code);
    expect([countOf(codes, 'pin.mismatch'), countOf(codes, 'pin.locked')]).toEqual([4, 6]);
    expect(countOf(codes, 'rate_limit.exceeded')).toBe(2);
  });

  it('look at 60 PINs a minute from an address, over all runs', async () => {
    const browsers: Browser[] = [];
    for (let index = 0; index < 7; index++) {
      const browser = await waiting(await people.somebody());
      browser.address = '203.0.113.60';
      browsers.push(browser);
    }
    const codes: (string | undefined)[] = [];
    for (const browser of browsers)
      for (let index = 0; index < 10; index++) codes.push((await guess(browser)).code);
    expect(countOf(codes, 'rate_limit.exceeded')).toBe(10);
    await earlier('1 minute');
    expect((await guess(browsers[6]!)).code).not.toBe('rate_limit.exceeded');
  });

  it('end a run after 30 minutes, however often a PIN was issued anew', async () => {
    const person = await people.somebody();
    const browser = await waiting(person);
    await database.db.query(
      `UPDATE pin_challenge SET ends_at = ends_at - interval '30 minutes' WHERE customer_id = $1`,
      [person.customerId],
    );
    const { body } = await browser.get<PinRun>('pin-run');
    expect(body.state).toBe('ended');
    expect((await browser.issuePin(body)).code).toBe('pin_run.ended');
    expect((await guess(browser, await one.lastPin(person.customerId))).status).toBe(409);
  });

  it('send ten PINs a day to one destination, over all runs', async () => {
    const person = await people.somebody();
    const sent: number[] = [];
    for (let index = 0; index < 11; index++) {
      const browser = one.browser();
      const run = await open(browser, person);
      sent.push((await browser.issuePin(run.body)).status);
      await database.db.query("UPDATE notification SET created_at = created_at - interval '1 hour'");
    }
    expect([sent.slice(0, 10), sent[10]]).toEqual([Array(10).fill(202), 429]);
  });

  it('send five PINs of a run, though several ways are asked for at once', async () => {
    const browser = one.browser();
    const { body: run } = await open(browser, await people.somebody());
    expect((await browser.issuePin(run)).status).toBe(202);
    await database.db.query('UPDATE pin_challenge SET issues = 4 WHERE nonce IS NOT NULL');
    const ways = run.destinations.map(({ id: destinationId }) =>
      browser.copy().post('pin-run/pin', { destinationId }),
    );
    const answers = await Promise.all(ways);
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.map(({ code }) => code)).toContain('pin.sends_exhausted');
  });

  it('close recovery for 1, 2, 4, 8, 16 and 24 hours', async () => {
    const subject = Buffer.from('somebody');
    const gate = one.get(PinRunService)['recoveryLimit'];
    const hours: number[] = [];
    for (let closure = 0; closure < 6; closure++) {
      for (let index = 0; index < 15; index++) expect(await gate.countGuess(subject)).toBe(true);
      expect(await gate.countGuess(subject)).toBe(false);
      const [row] = await database.db
        .query<{ hours: number }[]>(
          `UPDATE recovery_gate SET closed_until = now(), guesses = '{}'
         FROM (SELECT closed_until AS until FROM recovery_gate WHERE subject = $1) AS held WHERE subject = $1
         RETURNING round(extract(epoch FROM held.until - now()) / 3600)::int AS hours`,
          [subject],
        )
        .then(([rows]) => rows as unknown as { hours: number }[]);
      hours.push(row!.hours);
    }
    expect(hours).toEqual([1, 2, 4, 8, 16, 24]);
  });

  it('make a tenth wrong password wait 1, 2, 4, 8 and then 15 minutes, whichever process is asked', async () => {
    const person = await people.somebody();
    const browser = one.browser();
    const waits: number[] = [];
    for (let index = 0; index < 16; index++) {
      await database.db.query('UPDATE sign_in_throttle SET blocked_until = NULL');
      const at = index % 2 === 0 ? browser : elsewhere(browser);
      expect((await at.signIn(person.loginId, `chigau-kagi-${String(index)}`)).code).toBe('sign_in.refused');
      if (index < 9) continue;
      const { code, headers } = await elsewhere(browser).signIn(person.loginId, PASSWORD);
      expect(code).toBe('rate_limit.exceeded');
      waits.push(Number(headers['retry-after']));
    }
    expect(waits).toEqual([60, 120, 240, 480, 900, 900, 900]);
  });

  it('let the owner in within seconds during a flood of wrong passwords from everywhere', async () => {
    const person = await people.somebody();
    await one.browser().signIn(person.loginId, 'chigau-kagi-0');
    await database.db.query(
      'UPDATE sign_in_throttle SET failures = 100000, last_password = NULL WHERE length(key) > 32',
    );
    const flood = Array.from({ length: 30 }, (_, index) =>
      two.browser().signIn(person.loginId, `chigau-kagi-${String(index)}`),
    );
    const began = performance.now();
    expect((await one.browser().signIn(person.loginId, PASSWORD)).status).toBe(201);
    expect(performance.now() - began).toBeLessThan(15_000);
    expect(performance.now() - began).toBeGreaterThan(4_900);
    await Promise.all(flood);
  });

  it('keep what they counted when the request fails and its transaction rolls back', async () => {
    const person = await people.somebody();
    const browser = await waiting(person);
    const failing = vi
      .spyOn(one.get(LinkMailService), 'sendPasswordLink')
      .mockRejectedValue(new Error('the database went away'));
    expect((await guess(browser, await one.lastPin(person.customerId))).status).toBe(500);
    failing.mockRestore();
    expect((await browser.get<PinRun>('pin-run')).body.attemptsLeft).toBe(4);
    const kept = await database.db.query<unknown[]>('SELECT FROM recovery_gate WHERE failures_in_a_row = 1');
    expect(kept.length).toBeGreaterThan(0);

    const broken = vi
      .spyOn(one.get(PasswordHasher), 'inOneTurn')
      .mockRejectedValue(new Error('out of memory'));
    for (let index = 0; index < 7; index++)
      await browser.signIn(person.loginId, `chigau-kagi-${String(index)}`);
    broken.mockRestore();
    expect((await browser.signIn(person.loginId, PASSWORD)).code).toBe('rate_limit.exceeded');
  });
});
