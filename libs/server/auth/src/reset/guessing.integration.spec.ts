import type { PinRun, PinWork, PinWorkSolution } from '@daiko/contracts';
import { GuessLimit } from '@daiko/server-pin';
import { figure, testDatabase, type TestDatabase } from '@daiko/server-testing';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import type { Browser } from '../../test/browser';
import { PASSWORD, People, type Person } from '../../test/people';

describe('PINs guessed at many customers', () => {
  let database: TestDatabase;
  let bed: AuthBed;
  let second: AuthBed;
  let people: People;
  let owner: Person;

  beforeAll(async () => {
    database = await testDatabase();
    bed = await AuthBed.start(database.url, { PIN_WORK_KEYS: '4' });
    second = await AuthBed.start(database.url, { PIN_WORK_KEYS: '4' });
    people = await People.settle(bed);
  });
  beforeEach(async () => {
    await bed.db.query('TRUNCATE rate_limit, alarm');
    owner = await people.somebody();
  });
  afterAll(async () => {
    await bed.stop();
    await second.stop();
    await database.drop();
  });

  /** A browser of its own address with a run whose PIN was sent; of nobody, when there is nobody. */
  const waiting = async (person: Person | null, on = bed): Promise<Browser> => {
    const browser = on.browser();
    const email = person?.loginId ?? `daremo-${browser.address.replaceAll(':', '-')}@mail.example`;
    const phone = person?.mobile ?? '090-2222-3333';
    const { body } = await browser.post<PinRun>('password-resets', { email, phone });
    expect((await browser.issuePin(body)).status).toBe(202);
    return browser;
  };
  const guess = (browser: Browser, code = '000000', work?: PinWorkSolution) =>
    browser.post('password-resets/completion', { code, ...(work && { work }) });
  /** As many wrong PINs as that, five for each person or decoy, each from an address of its own. */
  const guessAtMany = async (times: number): Promise<void> => {
    for (let done = 0; done < times;) {
      const browser = await waiting(done % 2 === 0 ? await people.somebody() : null);
      for (let index = 0; index < 5 && done < times; index++, done++)
        expect((await guess(browser)).code).toBe(index < 4 ? 'pin.mismatch' : 'pin.locked');
    }
  };
  const counted = (count: number) =>
    bed.db.query(
      `INSERT INTO rate_limit VALUES (sha256('pin-guesses'), date_trunc('minute', now()), $1)
       ON CONFLICT (key, window_start) DO UPDATE SET used = $1`,
      [count],
    );
  const alarms = () =>
    bed.db.query("SELECT name FROM alarm WHERE name = 'pin.guessing' AND cleared_at IS NULL");
  const solve = async (browser: Browser): Promise<PinWorkSolution> => {
    const { body: challenge, status } = await browser.post<PinWork>('pin-run/work');
    expect(status).toBe(201);
    const { counter, derivedKey } = (await solveChallenge({ challenge, deriveKey }))!;
    return { counter, derivedKey };
  };
  const rightPin = () => bed.lastPin(owner.customerId);
  const attempts = async (browser: Browser) => (await browser.get<PinRun>('pin-run')).body.attemptsLeft;

  it('raise an alarm with the 51st wrong one, and demand work after the 201st, at every process', async () => {
    await guessAtMany(50);
    expect(await alarms()).toEqual([]);
    await guessAtMany(1);
    const alarmed = await alarms();
    figure(
      'S3',
      'alarms after 50 wrong PINs of all customers, and after 51',
      '0, 1',
      `0, ${String(alarmed.length)}`,
    );
    expect(alarmed).toHaveLength(1);
    await guessAtMany(149);
    const before = await waiting(owner);
    expect((await before.get<PinRun>('pin-run')).body.workRequired).toBe(false);
    await guessAtMany(1);
    for (const process of [bed, second]) {
      const browser = await waiting(await people.somebody(), process);
      expect((await browser.get<PinRun>('pin-run')).body.workRequired).toBe(true);
      const { code } = await guess(browser);
      figure('S3', 'a guess without work after 201', 'pin.work_required', code ?? 'compared');
      expect(code).toBe('pin.work_required');
    }
    expect((await bed.browser().signIn(owner.loginId, PASSWORD)).status).toBe(201);
  });

  it('cost no attempt without work, be the PIN right or wrong, the run real or a decoy', async () => {
    await counted(201);
    const real = await waiting(owner);
    const decoy = await waiting(null);
    const answers = [await guess(real, await rightPin()), await guess(real), await guess(decoy)];
    expect(answers.map(({ status, code }) => [status, code])).toEqual(
      Array(3).fill([409, 'pin.work_required']),
    );
    expect([await attempts(real), await attempts(decoy)]).toEqual([5, 5]);
    for (const browser of [real, decoy]) {
      expect((await guess(browser, '000000', await solve(browser))).code).toBe('pin.mismatch');
      expect((await guess(browser)).code).toBe('pin.work_required');
    }
    expect((await guess(real, await rightPin(), await solve(real))).status).toBe(202);
  });

  it('take work once, from the run that it was made for, and the newest alone', async () => {
    await counted(201);
    const browser = await waiting(owner);
    const other = await waiting(null);
    const foreign = await solve(other);
    expect((await guess(browser, '000000', foreign)).code).toBe('pin.work_required');
    await solve(browser);
    expect((await guess(browser, '000000', foreign)).code).toBe('pin.work_required');
    const older = await solve(browser);
    const newer = await solve(browser);
    expect((await guess(browser, '000000', older)).code).toBe('pin.work_required');
    expect((await guess(browser, '000000', newer)).code).toBe('pin.work_required');
    const good = await solve(browser);
    const codes = (await Promise.all([1, 2, 3].map(() => guess(browser, '000000', good)))).map(
      ({ code }) => code,
    );
    expect(codes.sort()).toEqual(['pin.mismatch', 'pin.work_required', 'pin.work_required']);
    const late = await solve(browser);
    await bed.db.query('UPDATE pin_challenge SET work_until = now()');
    expect((await guess(browser, '000000', late)).code).toBe('pin.work_required');
  });

  it('take work for the fifteen minutes of a PIN, and no longer', async () => {
    await counted(201);
    const browser = await waiting(owner);
    const passes = (time: string) =>
      bed.db.query('UPDATE pin_challenge SET work_until = work_until - $1::interval', [time]);
    const early = await solve(browser);
    await passes('14 minutes');
    expect((await guess(browser, '000000', early)).code).toBe('pin.mismatch');
    const late = await solve(browser);
    await passes('15 minutes');
    expect((await guess(browser, '000000', late)).code).toBe('pin.work_required');
  });

  it('come in at once: no more are compared without work than the limit leaves', async () => {
    const browsers = await Promise.all(Array.from({ length: 12 }, () => waiting(null)));
    await counted(195);
    const answers = await Promise.all(
      browsers.map((browser, index) =>
        index % 2 === 0
          ? guess(browser)
          : second.browserLike(browser).post('password-resets/completion', { code: '000000' }),
      ),
    );
    const compared = answers.filter(({ code }) => code === 'pin.mismatch');
    figure(
      'S3',
      'compared without work of 12 at once after 195, at two processes',
      'at most 6',
      compared.length,
    );
    expect(compared.length).toBeGreaterThan(0);
    expect(compared.length).toBeLessThanOrEqual(6);
    expect(answers.every(({ code }) => ['pin.mismatch', 'pin.work_required'].includes(code ?? ''))).toBe(
      true,
    );
  });

  it('count no right PIN and none that was not compared', async () => {
    const count = async () => {
      const [row] = await bed.db.query<{ used: number }[]>(
        "SELECT coalesce(sum(used), 0)::int AS used FROM rate_limit WHERE key = sha256('pin-guesses')",
      );
      return row!.used;
    };
    const browser = await waiting(owner);
    await guess(browser);
    expect(await count()).toBe(1);
    expect((await guess(browser, await rightPin())).status).toBe(202);
    expect((await guess(browser)).code).toBe('pin.used');
    expect(await count()).toBe(1);
  });

  it('are forgotten after ten minutes: no work any more, and the alarm ends', async () => {
    await guessAtMany(51);
    await counted(201);
    const browser = await waiting(owner);
    await bed.get(GuessLimit).look();
    expect(await alarms()).toHaveLength(1);
    await bed.db.query("UPDATE rate_limit SET window_start = window_start - interval '10 minutes'");
    expect((await browser.get<PinRun>('pin-run')).body.workRequired).toBe(false);
    await bed.get(GuessLimit).look();
    expect(await alarms()).toEqual([]);
    expect((await guess(browser, await rightPin())).status).toBe(202);
  });
});
