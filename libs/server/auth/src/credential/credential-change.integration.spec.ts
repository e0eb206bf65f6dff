import type { PinRun } from '@daiko/contracts';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import { NEW_PASSWORD, PASSWORD, People } from '../../test/people';
import { Walk } from '../../test/walk';

describe('changes of login information by the signed-in customer', () => {
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

  it('need a session and the password again', async () => {
    expect((await bed.browser().post('login-id-changes')).code).toBe('session.absent');
    const person = await people.somebody();
    const browser = bed.browser();
    await browser.signIn(person.loginId, PASSWORD);
    expect((await browser.post('login-id-changes')).code).toBe('session.step_up_required');
    expect((await browser.post('password-changes')).code).toBe('session.step_up_required');
  });

  it('of the login ID take effect when the new address answers', async () => {
    const person = await people.somebody();
    const browser = await walk.beginChange(person, 'login-id-changes');
    const code = await bed.lastPin(person.customerId);
    const { status, body } = await browser.post<PinRun>('login-id-changes/completion', {
      code,
      email: 'hikkoshi@mail.example',
    });
    expect(status).toBe(202);
    expect(body.state).toBe('mail_sent');
    expect((await browser.get('credential')).body).toMatchObject({
      loginIdMasked: 'hi*****@mail.example',
      state: 'active',
    });
    expect((await bed.browser().signIn('hikkoshi@mail.example', PASSWORD)).code).toBe('sign_in.refused');
    const [token] = await bed.linkTokens(person.customerId);
    expect((await bed.browser().post('mail-links/login-id', { token })).status).toBe(200);
    expect((await bed.browser().signIn('hikkoshi@mail.example', PASSWORD)).status).toBe(201);
    expect((await browser.get('session')).code).toBe('session.ended');
  });

  it('of the login ID to itself are refused before the PIN is spent', async () => {
    const person = await people.somebody();
    const browser = await walk.beginChange(person, 'login-id-changes');
    const code = await bed.lastPin(person.customerId);
    const complete = (email: string) => browser.post('login-id-changes/completion', { code, email });
    expect((await complete(person.loginId)).code).toBe('login_id.unchanged');
    expect((await complete('betsu@mail.example')).status).toBe(202);
  });

  it('of the password take effect at once, end the other devices and tell every contact', async () => {
    const person = await people.somebody();
    const other = bed.browser();
    await other.signIn(person.loginId, PASSWORD);
    const browser = await walk.beginChange(person, 'password-changes');
    const code = await bed.lastPin(person.customerId);
    const { status, body } = await browser.post<PinRun>('password-changes/completion', {
      code,
      password: NEW_PASSWORD,
    });
    expect(status).toBe(200);
    expect(body.state).toBe('done');
    expect((await other.get('session')).code).toBe('session.ended');
    expect((await browser.get('session')).status).toBe(200);
    expect((await bed.browser().signIn(person.loginId, NEW_PASSWORD)).status).toBe(201);
    expect((await bed.browser().signIn(person.loginId, PASSWORD)).code).toBe('sign_in.refused');
    const recorded = await bed.recorded(person.customerId);
    const told = recorded.filter((line) => !line.startsWith('unusual_sign_in'));
    expect(told.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'password_changed email',
      'password_changed sms',
      'password_changed voice',
    ]);
  });

  it('of the password judge it before the PIN is spent', async () => {
    const person = await people.somebody();
    const browser = await walk.beginChange(person, 'password-changes');
    const code = await bed.lastPin(person.customerId);
    const complete = (password: string) => browser.post('password-changes/completion', { code, password });
    expect((await complete(PASSWORD)).body).toMatchObject({
      errors: [{ path: 'password', code: 'password.same' }],
    });
    expect((await complete('passwordpassword')).body).toMatchObject({
      errors: [{ path: 'password', code: 'password.common' }],
    });
    expect((await complete(NEW_PASSWORD)).status).toBe(200);
  });

  it("refuse the PIN of another customer's run in the same browser, and do not spend it", async () => {
    const [person, intruder] = [await people.somebody(), await people.somebody()];
    const browser = await walk.beginChange(person, 'password-changes');
    const code = await bed.lastPin(person.customerId);
    const mixed = bed.browser();
    await mixed.signIn(intruder.loginId, PASSWORD);
    mixed.cookies.set('__Host-run', browser.cookies.get('__Host-run')!);
    const stolen = await mixed.post('password-changes/completion', { code, password: NEW_PASSWORD });
    expect(stolen.code).toBe('pin_run.absent');
    expect((await bed.browser().signIn(intruder.loginId, PASSWORD)).status).toBe(201);
    expect((await browser.post('password-changes/completion', { code, password: NEW_PASSWORD })).status).toBe(
      200,
    );
  });
});
