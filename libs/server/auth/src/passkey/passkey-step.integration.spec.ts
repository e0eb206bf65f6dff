import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import { PasskeyWalk } from '../../test/passkey-walk';
import { NEW_PASSWORD, PASSWORD, People, type Person } from '../../test/people';
import { Walk } from '../../test/walk';

describe('a passkey after the password', () => {
  let database: TestDatabase;
  let bed: AuthBed;
  let people: People;
  let walk: PasskeyWalk;

  beforeAll(async () => {
    database = await testDatabase();
    bed = await AuthBed.start(database.url);
    people = await People.settle(bed);
    walk = new PasskeyWalk(bed);
  });
  afterAll(async () => {
    await bed.stop();
    await database.drop();
  });

  const eventsOf = async ({ customerId }: Person) =>
    (
      await bed.db.query<{ line: string }[]>(
        `SELECT concat_ws(' ', event, result, coalesce(detail ->> 'method', detail ->> 'code')) AS line
         FROM audit_event WHERE subject = $1 ORDER BY id`,
        [customerId],
      )
    ).map(({ line }) => line);

  it('is what a right password asks for, and a wrong one says nothing of', async () => {
    const person = await people.somebody();
    await walk.somebodyRequiring(person);
    const plain = await people.somebody();
    const refusals = await Promise.all(
      [person, plain].map(({ loginId }) => bed.browser().signIn(loginId, 'not-the-password')),
    );
    for (const { status, code, headers } of refusals)
      expect({ status, code, cookie: headers['set-cookie'] }).toEqual({
        status: 401,
        code: 'sign_in.refused',
        cookie: undefined,
      });
    const answer = await bed.browser().signIn(person.loginId, PASSWORD);
    expect(answer).toMatchObject({ status: 401, code: 'sign_in.passkey_required' });
  });

  it('is no session before', async () => {
    const person = await people.somebody();
    const { device } = await walk.somebodyRequiring(person);
    const browser = bed.browser();
    await browser.signIn(person.loginId, PASSWORD);
    expect([...browser.cookies.keys()]).toEqual(['__Host-passkey']);
    browser.cookies.set('__Host-session', browser.cookies.get('__Host-passkey')!);
    for (const path of ['session', 'customers/me', 'credential', 'passkeys'])
      expect((await browser.get(path)).code).toBe('session.absent');
    browser.cookies.delete('__Host-session');
    expect((await walk.use(browser, device, 'passkey-step')).status).toBe(201);
    expect((await browser.get('customers/me')).status).toBe(200);
    expect((await eventsOf(person)).slice(-2)).toEqual([
      'sign_in refused sign_in.passkey_required',
      'sign_in done password_and_passkey',
    ]);
  });

  it('is the customer’s own, not somebody else’s', async () => {
    const [person, other] = [await people.somebody(), await people.somebody()];
    const { device, second } = await walk.somebodyRequiring(person);
    const { device: foreign } = await walk.somebodyWith(other);
    const browser = bed.browser();
    await browser.signIn(person.loginId, PASSWORD);
    const { allowCredentials } = await walk.asked(browser, 'passkey-step');
    expect(allowCredentials.map(({ id }) => id)).toEqual([device.credentialId, second.credentialId]);
    expect((await walk.use(browser, foreign, 'passkey-step')).code).toBe('passkey.refused');
  });

  it('has ten minutes', async () => {
    const person = await people.somebody();
    const { device } = await walk.somebodyRequiring(person);
    const browser = bed.browser();
    await browser.signIn(person.loginId, PASSWORD);
    const signed = device.use(await walk.asked(browser, 'passkey-step'));
    await bed.db.query(
      `UPDATE passkey_step SET created_at = created_at - interval '10 minutes' WHERE customer_id = $1`,
      [person.customerId],
    );
    expect((await browser.post('passkey-step/options')).code).toBe('passkey.step_over');
    expect((await browser.post('passkey-step', signed)).code).toBe('passkey.step_over');
  });

  it('is over once the browser went back', async () => {
    const person = await people.somebody();
    await walk.somebodyRequiring(person);
    const browser = bed.browser();
    await browser.signIn(person.loginId, PASSWORD);
    const copy = browser.copy();
    expect((await browser.delete('passkey-step')).status).toBe(204);
    expect((await copy.post('passkey-step/options')).code).toBe('passkey.step_over');
  });

  it('is asked for after a reset, too: the new password alone gives no session', async () => {
    const person = await people.somebody();
    const { device } = await walk.somebodyRequiring(person);
    const halfway = bed.browser();
    await halfway.signIn(person.loginId, PASSWORD);
    await new Walk(bed).resetPassword(person);
    const [token = ''] = await bed.linkTokens(person.customerId);
    await bed.browser().post('mail-links/password', { token, password: NEW_PASSWORD });
    expect((await halfway.post('passkey-step/options')).code).toBe('passkey.step_over');
    const browser = bed.browser();
    expect((await browser.signIn(person.loginId, NEW_PASSWORD)).code).toBe('sign_in.passkey_required');
    expect(browser.cookies.has('__Host-session')).toBe(false);
    expect((await walk.use(browser, device, 'passkey-step')).status).toBe(201);
  });

  it('is needed even when it was required while the password was compared', async () => {
    const person = await people.somebody();
    const { browser: own, device } = await walk.somebodyWith(person);
    await walk.add(own);
    await walk.use(own, device, 'session/passkey-step-up');
    const browser = bed.browser();
    const [answer] = await bed.inLine(
      person.customerId,
      [() => browser.signIn(person.loginId, PASSWORD)],
      async () => {
        await bed.db.query('UPDATE passkey_owner SET required_since = now() WHERE customer_id = $1', [
          person.customerId,
        ]);
      },
    );
    expect(answer?.code).toBe('sign_in.refused');
    expect(browser.cookies.has('__Host-session')).toBe(false);
  });

  it('is asked of nobody who has passkeys and does not require them: the password opens, and so does the passkey', async () => {
    const person = await people.somebody();
    const { device } = await walk.somebodyWith(person);
    const browser = bed.browser();
    expect((await browser.signIn(person.loginId, PASSWORD)).status).toBe(201);
    expect((await browser.get('customers/me')).status).toBe(200);
    expect((await walk.use(bed.browser(), device)).status).toBe(201);
  });
});
