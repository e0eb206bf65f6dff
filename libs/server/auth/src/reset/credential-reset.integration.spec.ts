import type { PinRun } from '@daiko/contracts';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import type { Answer, Browser } from '../../test/browser';
import { People, type Person } from '../../test/people';
import { Walk } from '../../test/walk';

describe('お問い合わせ', () => {
  let database: TestDatabase;
  let bed: AuthBed;
  let people: People;
  let walk: Walk;

  beforeAll(async () => {
    database = await testDatabase();
    bed = await AuthBed.start(database.url);
    people = await People.settle(bed);
    walk = new Walk(bed);
  });
  afterAll(async () => {
    await bed.stop();
    await database.drop();
  });

  const openLoginIdReset = (
    browser: Browser,
    { customerId, mobile }: Pick<Person, 'customerId' | 'mobile'>,
  ) => browser.post<PinRun>('login-id-resets', { customerId, phone: mobile });
  const openPasswordReset = (browser: Browser, { loginId, mobile }: Pick<Person, 'loginId' | 'mobile'>) =>
    browser.post<PinRun>('password-resets', { email: loginId, phone: mobile });
  const isDecoy = async (browser: Browser) => {
    const [row] = await bed.db.query<{ decoy: boolean }[]>(
      'SELECT customer_id IS NULL AS decoy FROM pin_challenge WHERE token_hash = sha256($1::text::bytea)',
      [browser.cookies.get('__Host-run')],
    );
    return row!.decoy;
  };
  const otherThan = (code: string) => (code === '000000' ? '111111' : '000000');

  it('identifies by お客様ID and phone as people type them', async () => {
    const person = await people.somebody();
    const browser = bed.browser();
    const { status, body } = await browser.post<PinRun>('login-id-resets', {
      customerId: `０１０-${person.customerId.slice(3)}`,
      phone: `+81 (0)${person.mobile.slice(1)}`,
    });
    expect(status).toBe(201);
    expect(body.state).toBe('choosing');
    expect(body.destinations.map(({ channel }) => channel)).toEqual(['voice', 'sms', 'voice', 'email']);
    expect(await isDecoy(browser)).toBe(false);
  });

  it.each<[string, (person: Person) => Partial<Person>]>([
    ['an unknown お客様ID', () => ({ customerId: '99999999' })],
    ["somebody else's phone", () => ({ mobile: '090-9999-9999' })],
  ])('answers %s like a right pair, with a decoy', async (_, wrong) => {
    const person = await people.somebody();
    const right = await openLoginIdReset(bed.browser(), person);
    const browser = bed.browser();
    const answer = await openLoginIdReset(browser, { ...person, ...wrong(person) });
    expect(answer.status).toBe(right.status);
    expect(Object.keys(answer.headers).sort()).toEqual(Object.keys(right.headers).sort());
    expect(shape(answer)).toEqual(shape(right));
    expect(await isDecoy(browser)).toBe(true);
  });

  const shape = ({ body }: Answer<PinRun>) => {
    const { destinations, now: _now, endsAt: _endsAt, ...rest } = body;
    return { ...rest, fields: Object.keys(destinations[0] ?? {}).sort() };
  };

  it('walks customers without a login, suspended and frozen ones like unknown pairs', async () => {
    const [without, suspended, barred, frozen] = [
      await people.somebodyWithoutLogin(),
      await people.somebody(),
      await people.somebody(),
      await people.somebody(),
    ];
    await people.suspend(suspended);
    await bed.db.query("UPDATE credential SET state = 'suspended' WHERE customer_id = $1", [
      barred.customerId,
    ]);
    await bed.db.query('UPDATE customer SET recovery_frozen_at = now() WHERE customer_id = $1', [
      frozen.customerId,
    ]);
    for (const person of [without, suspended, barred, frozen]) {
      const [byId, byMail] = [bed.browser(), bed.browser()];
      expect((await openLoginIdReset(byId, person)).status).toBe(201);
      expect((await openPasswordReset(byMail, person)).status).toBe(201);
      expect(await isDecoy(byId)).toBe(true);
      expect(await isDecoy(byMail)).toBe(true);
    }
  });

  it('keeps as much for a right pair as for a wrong one: what is written and read would tell by its time', async () => {
    const person = await people.somebody();
    const kept = async (pair: Pick<Person, 'loginId' | 'mobile'>) => {
      await openPasswordReset(bed.browser(), pair);
      const newest = `SELECT customer_id AS whose, decoys FROM pin_challenge ORDER BY opened_at DESC LIMIT 1`;
      const [row] = await bed.db.query<{ whose: string | null; decoys: object[] | null }[]>(newest);
      return { whose: row!.whose, hasList: (row!.decoys ?? []).length > 0 };
    };
    expect(await kept(person)).toEqual({ whose: person.customerId, hasList: true });
    expect(await kept({ ...person, loginId: 'dare@mail.example' })).toEqual({ whose: null, hasList: true });
  });

  it('lets a decoy walk to the PIN and fail there like any wrong PIN', async () => {
    const browser = bed.browser();
    const { body: run } = await openPasswordReset(browser, {
      loginId: 'nobody@mail.example',
      mobile: '090-1234-5678',
    });
    expect((await browser.issuePin(run)).body.state).toBe('waiting');
    const answer = await browser.post('password-resets/completion', { code: '123456' });
    expect(answer.code).toBe('pin.mismatch');
    expect(answer.body).toMatchObject({ attemptsLeft: 4 });
  });

  it('mails the new address after a right PIN, and shows it masked', async () => {
    const person = await people.somebody();
    const browser = await walk.resetLoginId(person, 'atarashii@mail.example');
    const { body } = await browser.get<PinRun>('pin-run');
    expect(body).toMatchObject({ state: 'mail_sent', mail: { sentTo: 'at*****@mail.example' } });
    expect(await bed.recorded(person.customerId)).toEqual(['login_id_link email']);
    const valid = Date.parse(body.mail!.expiresAt) - Date.parse(body.now);
    expect(Math.round(valid / 60_000)).toBe(24 * 60);
  });

  it('mails the login ID after a right PIN for a new password', async () => {
    const person = await people.somebody();
    const browser = await walk.resetPassword(person);
    const { body } = await browser.get<PinRun>('pin-run');
    expect(body).toMatchObject({ state: 'mail_sent', mail: { sentTo: 'hi*****@mail.example' } });
    const valid = Date.parse(body.mail!.expiresAt) - Date.parse(body.now);
    expect(Math.round(valid / 60_000)).toBe(60);
    expect(await bed.linkTokens(person.customerId)).toHaveLength(1);
  });

  it('voids the link of the mail when the run is begun anew, as its page says', async () => {
    const person = await people.somebody();
    const browser = await walk.resetPassword(person);
    const [token] = await bed.linkTokens(person.customerId);
    expect((await browser.delete('pin-run')).status).toBe(204);
    const inspected = await bed.browser().post('mail-links/inspection', { token });
    expect(inspected.code).toBe('mail_link.superseded');
    const used = await bed.browser().post('mail-links/password', { token, password: 'kaze-no-naka-de-2026' });
    expect(used.code).toBe('mail_link.superseded');
  });

  it("answers alike for somebody else's address, and tells its owner instead", async () => {
    const [person, owner] = [await people.somebody(), await people.somebody()];
    const free = await walk.resetLoginId(await people.somebody(), 'mada-nai@mail.example');
    const taken = await walk.resetLoginId(person, owner.loginId);
    const [toFree, toTaken] = [await free.get<PinRun>('pin-run'), await taken.get<PinRun>('pin-run')];
    expect(Object.keys(toTaken.body.mail!)).toEqual(Object.keys(toFree.body.mail!));
    expect(toTaken.body.state).toBe('mail_sent');
    expect(await bed.recorded(person.customerId)).toEqual([]);
    expect(await bed.recorded(owner.customerId)).toEqual(['login_id_taken email']);
  });

  it('judges the new address before the PIN is spent', async () => {
    const person = await people.somebody();
    const browser = bed.browser();
    const { body: run } = await openLoginIdReset(browser, person);
    await browser.issuePin(run);
    const code = await bed.lastPin(person.customerId);
    const refused = await browser.post('login-id-resets/completion', { code, email: 'a@b.jp, c@d.jp' });
    expect(refused.body).toMatchObject({
      code: 'request.invalid',
      errors: [{ path: 'email', code: 'email.several' }],
    });
    const { status } = await browser.post('login-id-resets/completion', { code, email: 'c@mail.example' });
    expect(status).toBe(202);
  });

  it('takes a right PIN once, however often it arrives at once', async () => {
    const person = await people.somebody();
    const browser = bed.browser();
    const { body: run } = await openPasswordReset(browser, person);
    await browser.issuePin(run);
    const code = await bed.lastPin(person.customerId);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => browser.post('password-resets/completion', { code })),
    );
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(await bed.linkTokens(person.customerId)).toHaveLength(1);
  });

  it('takes its customer before its run, in the order of whoever ends runs', async () => {
    const person = await people.somebody();
    const browser = bed.browser();
    const { body: run } = await openPasswordReset(browser, person);
    await browser.issuePin(run);
    const code = await bed.lastPin(person.customerId);
    const complete = () => browser.post('password-resets/completion', { code });
    const [answer] = await bed.inLine(person.customerId, [complete], async () => {
      const free = 'SELECT FROM pin_challenge WHERE customer_id = $1 FOR UPDATE SKIP LOCKED';
      expect(await bed.db.query(free, [person.customerId])).toHaveLength(1);
    });
    expect(answer?.status).toBe(202);
  });

  it('takes no PIN of one reset for the other, nor of another browser', async () => {
    const person = await people.somebody();
    const browser = bed.browser();
    const { body: run } = await openPasswordReset(browser, person);
    await browser.issuePin(run);
    const code = await bed.lastPin(person.customerId);
    const other = await browser.post('login-id-resets/completion', { code, email: 'boku@mail.example' });
    expect(other.code).toBe('pin_run.other_purpose');
    const elsewhere = await bed.browser().post('password-resets/completion', { code });
    expect(elsewhere.code).toBe('pin_run.absent');
    expect((await browser.post('password-resets/completion', { code: otherThan(code) })).code).toBe(
      'pin.mismatch',
    );
    expect((await browser.post('password-resets/completion', { code })).status).toBe(202);
  });

  it('records neither link nor mail when one of them cannot be recorded, and the PIN stays good', async () => {
    const person = await people.somebody();
    const browser = bed.browser();
    const { body: run } = await openPasswordReset(browser, person);
    await browser.issuePin(run);
    const code = await bed.lastPin(person.customerId);
    await bed.db.query(
      `ALTER TABLE notification ADD CONSTRAINT no_mail CHECK (template <> 'password_link') NOT VALID`,
    );
    expect((await browser.post('password-resets/completion', { code })).status).toBe(500);
    await bed.db.query('ALTER TABLE notification DROP CONSTRAINT no_mail');
    expect((await browser.post('password-resets/completion', { code })).status).toBe(202);
    const links = await bed.db.query('SELECT FROM mail_link WHERE customer_id = $1', [person.customerId]);
    expect(links).toHaveLength(1);
  });
});
