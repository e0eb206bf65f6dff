import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { SHOWN_CUSTOMER_HEADER, UNATTENDED_HEADER, type DeviceList } from '@daiko/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import { PASSWORD, People, type Person } from '../../test/people';
import type { Browser } from '../../test/browser';

describe('sessions', () => {
  let database: TestDatabase;
  let bed: AuthBed;
  let people: People;

  beforeAll(async () => {
    database = await testDatabase();
    bed = await AuthBed.start(database.url);
    people = await People.settle(bed);
  });
  afterAll(async () => {
    await bed.stop();
    await database.drop();
  });

  const signedIn = async (person: Person): Promise<Browser> => {
    const browser = bed.browser();
    expect((await browser.signIn(person.loginId, PASSWORD)).status).toBe(201);
    return browser;
  };
  /** Moves the times of a customer's sessions into the past, as if so many minutes had gone by. */
  const later = (person: Person, minutes: number, columns: string[]) =>
    bed.db.query(
      `UPDATE session SET ${columns.map((column) => `${column} = ${column} - make_interval(mins => $2)`).join(', ')}
       WHERE customer_id = $1`,
      [person.customerId, minutes],
    );

  it('shows お客様ID, name, rank, member class and 上位店 to the signed-in customer', async () => {
    const person = await people.somebody();
    const browser = await signedIn(person);
    const { status, body } = await browser.get('session');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      customer: {
        customerId: person.customerId,
        customerName: '環境 太郎',
        rankName: '会員',
        memberClassName: '会員',
        parentDealerName: '(株)湘南エコサービス',
      },
      role: 'customer',
      stepUpEndsAt: null,
    });
  });

  it('hands out the token in a __Host- cookie and nowhere else, and keeps its hash alone', async () => {
    const person = await people.somebody();
    const browser = bed.browser();
    const { body, headers } = await browser.signIn(person.loginId, PASSWORD);
    const cookies = [headers['set-cookie']].flat();
    expect(cookies.find((cookie) => String(cookie).startsWith('__Host-session'))).toMatch(
      /^__Host-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const token = browser.cookies.get('__Host-session')!;
    expect(JSON.stringify(body)).not.toContain(token);
    const rows = await bed.db.query('SELECT session::text FROM session');
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('tells who never signed in from whose session is over', async () => {
    const stranger = bed.browser();
    expect((await stranger.get('session')).code).toBe('session.absent');
    stranger.cookies.set('__Host-session', 'x'.repeat(43));
    expect((await stranger.get('session')).code).toBe('session.absent');

    const browser = await signedIn(await people.somebody());
    const tab = browser.copy();
    expect((await browser.delete('session')).status).toBe(204);
    expect((await tab.get('session')).code).toBe('session.ended');
    expect((await browser.get('session')).code).toBe('session.absent');
  });

  it('ends 60 minutes after its last use', async () => {
    const person = await people.somebody();
    const browser = await signedIn(person);
    await later(person, 59, ['last_used_at']);
    expect((await browser.get('session')).status).toBe(200);
    await later(person, 60, ['last_used_at']);
    expect((await browser.get('session')).code).toBe('session.ended');
  });

  it('lives on with each use, for 12 hours at most', async () => {
    const person = await people.somebody();
    const browser = await signedIn(person);
    await later(person, 40, ['last_used_at']);
    const { body } = await browser.get<{ now: string; idleEndsAt: string }>('session');
    expect(Date.parse(body.idleEndsAt) - Date.parse(body.now)).toBe(60 * 60_000);
    await later(person, 12 * 60 - 1, ['signed_in_at']);
    expect((await browser.get('session')).status).toBe(200);
    await later(person, 1, ['signed_in_at']);
    expect((await browser.get('session')).code).toBe('session.ended');
  });

  it('is written to once a minute at most, and at once when it is extended', async () => {
    const person = await people.somebody();
    const browser = await signedIn(person);
    const lastUse = async () => {
      const rows = await bed.db.query<{ at: Date }[]>(
        'SELECT last_used_at AS at FROM session WHERE customer_id = $1',
        [person.customerId],
      );
      return rows[0]!.at.getTime();
    };
    const atSignIn = await lastUse();
    await browser.get('session');
    expect(await lastUse()).toBe(atSignIn);
    expect((await browser.post('session/extension')).status).toBe(200);
    expect(await lastUse()).toBeGreaterThan(atSignIn);
  });

  it('does not live on by what pages ask by themselves, in however many tabs', async () => {
    const person = await people.somebody();
    const browser = await signedIn(person);
    await later(person, 40, ['last_used_at']);
    browser.headers = { [UNATTENDED_HEADER]: '1' };
    const { body } = await browser.get<{ now: string; idleEndsAt: string }>('session');
    expect(Math.round((Date.parse(body.idleEndsAt) - Date.parse(body.now)) / 60_000)).toBe(20);
    await later(person, 20, ['last_used_at']);
    expect((await browser.get('session')).code).toBe('session.ended');
  });

  it('answers no page that shows somebody else, and does nothing for it', async () => {
    const [before, now] = [await people.somebody(), await people.somebody()];
    const browser = await signedIn(now);
    browser.headers = { [SHOWN_CUSTOMER_HEADER]: before.customerId };
    expect(await browser.get('customers/me')).toMatchObject({ status: 409, code: 'session.other_customer' });
    expect((await browser.post('session/step-up', { password: PASSWORD })).code).toBe(
      'session.other_customer',
    );
    browser.headers = { [SHOWN_CUSTOMER_HEADER]: now.customerId };
    expect((await browser.get('customers/me')).status).toBe(200);
  });

  it('ends the oldest when a customer signs in on a sixth device', async () => {
    const person = await people.somebody();
    const browsers: Browser[] = [];
    for (let device = 0; device < 6; device++) browsers.push(await signedIn(person));
    const codes = await Promise.all(browsers.map(async (browser) => (await browser.get('session')).status));
    expect(codes).toEqual([401, 200, 200, 200, 200, 200]);
  });

  it('leaves five sessions, however many sign-ins arrive at once', async () => {
    const person = await people.somebody();
    await bed.inLine(
      person.customerId,
      Array.from({ length: 12 }, () => () => signedIn(person)),
    );
    const [row] = await bed.db.query<{ live: number }[]>(
      'SELECT count(*)::int AS live FROM session WHERE customer_id = $1 AND ended_at IS NULL',
      [person.customerId],
    );
    expect(row?.live).toBe(5);
  });

  it('gives the browser a new token at sign-in and ends the one it had', async () => {
    const person = await people.somebody();
    const browser = await signedIn(person);
    const before = browser.copy();
    await browser.signIn(person.loginId, PASSWORD);
    expect((await before.get('session')).code).toBe('session.ended');
    expect((await browser.get('session')).status).toBe(200);
  });

  it('gives a new token at step-up and allows changes for five minutes', async () => {
    const person = await people.somebody();
    const browser = await signedIn(person);
    const before = browser.copy();
    expect((await browser.post('password-changes')).code).toBe('session.step_up_required');
    expect((await browser.post('session/step-up', { password: 'wrong-password' })).code).toBe(
      'sign_in.refused',
    );
    const { body } = await browser.post<{ now: string; stepUpEndsAt: string }>('session/step-up', {
      password: PASSWORD,
    });
    expect(Date.parse(body.stepUpEndsAt) - Date.parse(body.now)).toBeGreaterThan(4 * 60_000);
    expect((await before.get('session')).code).toBe('session.absent');
    expect((await browser.post('password-changes')).status).toBe(201);
    await later(person, 5, ['stepped_up_at']);
    expect((await browser.post('password-changes')).code).toBe('session.step_up_required');
  });

  it('lists the signed-in devices by name and signs out one, or all others', async () => {
    const person = await people.somebody();
    const [first, second, third] = [await signedIn(person), await signedIn(person), await signedIn(person)];
    const { body } = await third.get<DeviceList>('session/devices');
    expect(body.devices.map(({ name }) => name)).toEqual(Array(3).fill('Windows・Chrome'));
    expect(body.devices.filter(({ current }) => current)).toHaveLength(1);
    const own = (await first.get<DeviceList>('session/devices')).body.devices.find(({ current }) => current)!;
    expect((await third.delete(`session/devices/${own.id}`)).status).toBe(204);
    expect((await first.get('session')).code).toBe('session.ended');
    expect((await third.delete('session/devices')).status).toBe(204);
    expect((await second.get('session')).code).toBe('session.ended');
    expect((await third.get('session')).status).toBe(200);
  });

  it('signs out nobody else by the id of their device', async () => {
    const victim = await signedIn(await people.somebody());
    const { body } = await victim.get<DeviceList>('session/devices');
    const attacker = await signedIn(await people.somebody());
    await attacker.delete(`session/devices/${body.devices[0]!.id}`);
    expect((await attacker.delete('session/devices/not-an-id')).status).toBe(400);
    expect((await victim.get('session')).status).toBe(200);
  });

  it('ends with the suspension of its customer', async () => {
    const person = await people.somebody();
    const browser = await signedIn(person);
    await people.suspend(person);
    expect((await browser.get('session')).code).toBe('session.ended');
  });

  it('shows the login ID, masked and for the password manager, and the sign-in before this one', async () => {
    const person = await people.somebody();
    const first = await signedIn(person);
    expect((await first.get('credential')).body).toMatchObject({
      loginId: person.loginId,
      loginIdMasked: 'hi*****@mail.example',
      state: 'active',
      previousSignInAt: null,
      legacyLoginCount: 0,
      destinationCount: 4,
    });
    const second = await signedIn(person);
    expect((await second.get('credential')).body['previousSignInAt']).toEqual(expect.any(String));
  });

  it('leads password managers to the page that changes a password', async () => {
    const { status, headers } = await bed.browser().ask('GET', '/.well-known/change-password');
    expect(status).toBe(302);
    expect(headers['location']).toBe('/mypage/credential/password');
  });
});
