import { MessageReader } from '@daiko/server-notification';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import type { Browser } from '../../test/browser';
import { PASSWORD, People, type Person } from '../../test/people';
import { NotMeService } from '../reset/not-me.service';

describe('an unusual sign-in', () => {
  let database: TestDatabase;
  let bed: AuthBed;
  let people: People;

  beforeAll(async () => {
    database = await testDatabase();
    bed = await AuthBed.start(database.url, { DEVICES_PER_CUSTOMER: '3', SIGN_IN_NOTICES_DAILY: '3' });
    people = await People.settle(bed);
  });
  afterAll(async () => {
    await bed.stop();
    await database.drop();
  });

  /** Somebody whose first sign-in is over, and its browser. */
  const somebody = async (): Promise<[Person, Browser]> => {
    const person = await people.somebody();
    return [person, await signIn(person)];
  };
  const signIn = async (person: Person, browser = bed.browser()): Promise<Browser> => {
    expect((await browser.signIn(person.loginId, PASSWORD)).status).toBe(201);
    return browser;
  };
  const fail = async (person: Person, passwords: string[], browser = bed.browser()): Promise<void> => {
    for (const password of passwords) {
      await bed.db.query('UPDATE sign_in_throttle SET blocked_until = NULL');
      expect((await browser.signIn(person.loginId, password)).status).toBe(401);
    }
  };
  const wrong = (count: number) =>
    Array.from({ length: count }, (_, index) => `chigau-kagi-${String(index)}`);
  const mails = ({ customerId }: Person) =>
    bed.db.query<{ id: string; isNewDevice: boolean; failuresBefore: number }[]>(
      `SELECT notification.id, new_device AS "isNewDevice", failures_before AS "failuresBefore"
       FROM notification JOIN session ON session.id = session_id
       WHERE template = 'unusual_sign_in' AND notification.customer_id = $1 ORDER BY created_at`,
      [customerId],
    );

  it('is no mail at the first sign-in of a login, and none again with the same browser', async () => {
    const [person, browser] = await somebody();
    await browser.delete('session');
    await signIn(person, browser);
    expect(await mails(person)).toEqual([]);
  });

  it('tells the login ID of a browser that was not used before: when, which, roughly where from', async () => {
    const [person] = await somebody();
    const browser = bed.browser();
    browser.address = '203.0.113.77';
    await signIn(person, browser);
    const [mail, ...more] = await mails(person);
    expect([mail, more]).toMatchObject([{ isNewDevice: true, failuresBefore: 0 }, []]);
    expect(await bed.get(MessageReader).read(mail!.id)).toMatchObject({
      destination: person.loginId,
      facts: {
        signIn: { address: expect.stringContaining('203.0.113.77'), isNewDevice: true, failuresBefore: 0 },
      },
    });
    await signIn(person, browser);
    expect(await mails(person)).toHaveLength(1);
  });

  it('tells of five wrong passwords before it, from wherever they came, once', async () => {
    const [person, browser] = await somebody();
    await fail(person, wrong(3));
    await fail(person, wrong(5).slice(3));
    await signIn(person, browser);
    await signIn(person, browser);
    expect(await mails(person)).toMatchObject([{ isNewDevice: false, failuresBefore: 5 }]);
  });

  it('is one mail when both are true', async () => {
    const [person] = await somebody();
    const browser = bed.browser();
    await fail(person, wrong(5), browser);
    await signIn(person, browser);
    expect(await mails(person)).toMatchObject([{ isNewDevice: true, failuresBefore: 5 }]);
  });

  it.each([
    ['four wrong ones', wrong(4)],
    ['the same wrong one seven times', Array<string>(7).fill('furui-kagi-2019')],
  ])('is none after %s', async (_name, passwords) => {
    const [person, browser] = await somebody();
    await fail(person, passwords, browser);
    await signIn(person, browser);
    expect(await mails(person)).toEqual([]);
  });

  it('floods nobody: three mails a day', async () => {
    const [person] = await somebody();
    for (let index = 0; index < 5; index++) await signIn(person);
    expect(await mails(person)).toHaveLength(3);
  });

  it('is one mail for one browser that signs in ten times at once', async () => {
    const [person] = await somebody();
    const browser = bed.browser();
    browser.cookies.set('__Host-device', 'd'.repeat(43));
    await Promise.all(Array.from({ length: 10 }, () => signIn(person, browser.copy())));
    expect(await mails(person)).toHaveLength(1);
  });

  it('counts every browser as new once それは私ではありません was said, and knows it again from then on', async () => {
    const [person, browser] = await somebody();
    const { customerId } = person;
    const notificationId = '00000000-0000-0000-0000-000000000000';
    await bed.get(NotMeService).freeze({ customerId, notificationId }, 'mail');
    await signIn(person, browser);
    expect(await mails(person)).toMatchObject([{ isNewDevice: true }]);
    await signIn(person, browser);
    expect(await mails(person)).toHaveLength(1);
  });

  it('knows a browser by a cookie that opens nothing and is another customer’s news', async () => {
    const [person, browser] = await somebody();
    const thief = bed.browser();
    thief.cookies.set('__Host-device', browser.cookies.get('__Host-device')!);
    expect((await thief.get('session')).code).toBe('session.absent');
    await fail(person, wrong(1), thief);
    const [other] = await somebody();
    await signIn(other, thief);
    expect(await mails(other)).toMatchObject([{ isNewDevice: true }]);
  });

  it('keeps neither the cookie nor more browsers than the setting, and gives a cookie to none who is refused', async () => {
    const [person, first] = await somebody();
    const refused = bed.browser();
    await fail(person, wrong(1), refused);
    expect(refused.cookies.has('__Host-device')).toBe(false);
    for (let index = 0; index < 4; index++) await signIn(person);
    const rows = await bed.db.query<{ row: string }[]>(
      'SELECT known_device::text AS row FROM known_device WHERE customer_id = $1',
      [person.customerId],
    );
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toContain(first.cookies.get('__Host-device'));
    const { headers } = await first.signIn(person.loginId, PASSWORD);
    expect(
      [headers['set-cookie']].flat().find((cookie) => String(cookie).startsWith('__Host-device')),
    ).toMatch(/^__Host-device=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });
});
