import type { PinRun } from '@daiko/contracts';
import { PinRunService } from '@daiko/server-pin';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import type { Browser } from '../../test/browser';
import { People, type Person } from '../../test/people';

describe('Recovery that too many wrong PINs have closed', () => {
  let database: TestDatabase;
  let bed: AuthBed;
  let people: People;
  let person: Person;

  beforeAll(async () => {
    database = await testDatabase();
    bed = await AuthBed.start(database.url);
    people = await People.settle(bed);
  });
  beforeEach(async () => {
    await bed.db.query('TRUNCATE recovery_gate, rate_limit');
    person = await people.somebody();
  });
  afterAll(async () => {
    await bed.stop();
    await database.drop();
  });

  const open = (browser: Browser) =>
    browser.post<PinRun>('password-resets', { email: person.loginId, phone: person.mobile });
  /** A browser that waits for its PIN while recovery closes. @param until SQL */
  const closed = async (until: string): Promise<Browser> => {
    const browser = bed.browser();
    await browser.issuePin((await open(browser)).body);
    await bed.db.query(
      `INSERT INTO recovery_gate (subject, guesses, failures_in_a_row, closures, closed_until)
       SELECT subject, '{}', 15, 1, ${until} FROM pin_challenge WHERE customer_id = $1`,
      [person.customerId],
    );
    return browser;
  };
  const guess = (browser: Browser) => browser.post('password-resets/completion', { code: '000000' });

  it('names the wait, at 確認 and at a PIN that was sent before', async () => {
    const browser = await closed("now() + interval '61 minutes'");
    for (const answer of [await guess(browser), await open(bed.browser())]) {
      expect(answer.body).toMatchObject({ code: 'recovery.closed', retryAfterSeconds: expect.any(Number) });
      const { retryAfterSeconds } = answer.body as unknown as { retryAfterSeconds: number };
      expect(Math.ceil(retryAfterSeconds / 60)).toBe(61);
    }
    const { closure } = (await browser.get<PinRun>('pin-run')).body;
    expect(Date.parse(closure?.until ?? '')).toBeGreaterThan(Date.now());
  });

  it('names no time when only a person reopens it: not a day, not the year 9999', async () => {
    const browser = await closed("'infinity'");
    for (const answer of [await guess(browser), await open(bed.browser())]) {
      expect(answer.code).toBe('recovery.closed');
      expect(answer.body).not.toHaveProperty('retryAfterSeconds');
    }
    expect((await browser.get<PinRun>('pin-run')).body.closure).toEqual({ until: null });
  });

  it('lets no run succeed that began while it was closed, once it is open again, either', async () => {
    const subject = bed.get(PinRunService).subjectOf(person.customerId);
    await bed.db.query(
      `INSERT INTO recovery_gate (subject, guesses, failures_in_a_row, closures, closed_until)
       VALUES ($1, '{}', 15, 1, now() + interval '1 minute')`,
      [subject],
    );
    const browser = bed.browser();
    expect((await browser.issuePin((await open(browser)).body)).status).toBe(202);
    await bed.db.query('UPDATE recovery_gate SET closed_until = now()');
    const code = await bed.lastPin(person.customerId);
    expect((await browser.post('password-resets/completion', { code })).code).toBe('pin.mismatch');
  });
});
