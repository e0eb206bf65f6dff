import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import { Authenticator } from '../../test/authenticator';
import { PasskeyWalk } from '../../test/passkey-walk';
import { People, type Person } from '../../test/people';

describe('signing in with a passkey', () => {
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

  describe('in place of the password', () => {
    it('begins a session like any other', async () => {
      const person = await people.somebody();
      const { device } = await walk.somebodyWith(person);
      const browser = bed.browser();
      const answer = await walk.use(browser, device);
      expect(answer).toMatchObject({
        status: 201,
        body: { customer: { customerId: person.customerId }, limitedTo: null, stepUpEndsAt: null },
      });
      expect(browser.cookies.has('__Host-session')).toBe(true);
      expect(browser.cookies.has('__Host-passkey')).toBe(false);
      expect((await browser.get('customers/me')).status).toBe(200);
      expect((await eventsOf(person)).at(-1)).toBe('sign_in done passkey');
    });

    it('ends the session that the browser had, and the oldest beyond five', async () => {
      const person = await people.somebody();
      const { device, browser } = await walk.somebodyWith(person);
      const before = browser.copy();
      expect((await walk.use(browser, device)).status).toBe(201);
      expect((await before.get('session')).code).toBe('session.ended');
      for (let time = 0; time < 5; time++) await walk.use(bed.browser(), device);
      expect((await browser.get('session')).code).toBe('session.ended');
    });

    it('is asked of everybody alike: nothing in the question is of a customer', async () => {
      const browser = bed.browser();
      const { body, headers } = await browser.post('passkey-sign-ins/options');
      expect(body).toEqual({
        challenge: expect.stringMatching(/^[\w-]{43}$/),
        rpId: 'localhost',
        timeout: 300_000,
        userVerification: 'required',
        allowCredentials: [],
      });
      expect(String(headers['set-cookie'])).toMatch(/^__Host-passkey=.*HttpOnly; Secure; SameSite=Lax$/);
    });

    it('is told apart for a passkey that is not on file, so that the device can forget it', async () => {
      const { status, code, body } = await walk.use(bed.browser(), new Authenticator());
      expect({ status, code }).toEqual({ status: 404, code: 'passkey.unknown' });
      expect(Object.keys(body)).toEqual(['status', 'code', 'instance']);
    });

    it('is refused alike for a wrong signature and somebody else’s handle', async () => {
      const person = await people.somebody();
      const { device } = await walk.somebodyWith(person);
      const browser = bed.browser();
      const stranger = new Authenticator();
      const forged = stranger.use(await walk.asked(browser));
      const answers = [
        await browser.post('passkey-sign-ins', { ...forged, credentialId: device.credentialId }),
      ];
      const { userHandle } = device;
      device.userHandle = Buffer.alloc(32, 1).toString('base64url');
      answers.push(await walk.use(browser, device));
      device.userHandle = userHandle;
      for (const { status, code, body } of answers) {
        expect({ status, code }).toEqual({ status: 401, code: 'passkey.refused' });
        expect(Object.keys(body)).toEqual(['status', 'code', 'instance']);
      }
      expect(browser.cookies.has('__Host-session')).toBe(false);
    });

    it.each([
      ['another site', { origin: 'https://daiko.example' }],
      ['another port of the same host', { origin: 'http://localhost:4000' }],
      ['another relying party', { rpId: 'daiko.example' }],
      ['a frame of another site', { crossOrigin: true }],
      ['a device that nobody unlocked', { isUnverified: true }],
    ])('is refused from %s', async (_where, circumstances) => {
      const person = await people.somebody();
      const { device } = await walk.somebodyWith(person);
      const answer = await walk.use(bed.browser(), device, 'passkey-sign-ins', circumstances);
      expect(answer.code).toMatch(/^passkey\.(refused|expired)$/);
      expect((await eventsOf(person)).at(-1)).toMatch(/^passkey\.refused refused/);
    });

    it('lets one of a hundred in that come with the same answer at once', async () => {
      const person = await people.somebody();
      const { device } = await walk.somebodyWith(person);
      const browser = bed.browser();
      const signed = device.use(await walk.asked(browser));
      const copies = Array.from({ length: 100 }, () => browser.copy());
      const answers = await Promise.all(copies.map((copy) => copy.post('passkey-sign-ins', signed)));
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(answers.filter(({ code }) => code === 'passkey.expired')).toHaveLength(99);
    });

    it('takes a challenge for five minutes, from the browser and for the act that it was given for', async () => {
      const person = await people.somebody();
      const { device, browser: signedIn } = await walk.somebodyWith(person);
      const browser = bed.browser();
      const late = device.use(await walk.asked(browser));
      await bed.db.query(`UPDATE passkey_challenge SET expires_at = now() WHERE used_at IS NULL`);
      expect((await browser.post('passkey-sign-ins', late)).code).toBe('passkey.expired');
      const other = bed.browser();
      await walk.asked(other);
      const stolen = device.use(await walk.asked(browser));
      expect((await other.post('passkey-sign-ins', stolen)).code).toBe('passkey.expired');
      const forStepUp = device.use(await walk.asked(signedIn, 'session/passkey-step-up'));
      expect((await browser.post('passkey-sign-ins', forStepUp)).code).toBe('passkey.expired');
    });

    it('is over when the passkey is removed', async () => {
      const person = await people.somebody();
      const { device, browser, passkey } = await walk.somebodyWith(person);
      expect((await browser.delete(`passkeys/${passkey.id}`)).status).toBe(204);
      expect((await walk.use(bed.browser(), device)).code).toBe('passkey.unknown');
    });

    it('tells of a suspension those alone who have the passkey', async () => {
      const person = await people.somebody();
      const { device } = await walk.somebodyWith(person);
      await people.suspend(person);
      expect((await walk.use(bed.browser(), device)).code).toBe('sign_in.suspended');
      const stranger = new Authenticator();
      expect((await walk.use(bed.browser(), stranger)).code).toBe('passkey.unknown');
    });

    it('is refused when the device counts backwards, and recorded as that', async () => {
      const person = await people.somebody();
      const { device } = await walk.somebodyWith(person, new Authenticator(7));
      expect((await walk.use(bed.browser(), device)).status).toBe(201);
      device.counter = 7;
      expect((await walk.use(bed.browser(), device)).code).toBe('passkey.refused');
      expect((await eventsOf(person)).at(-1)).toBe('passkey.counter_reversed refused');
      device.counter = 8;
      expect((await walk.use(bed.browser(), device)).status).toBe(201);
    });
  });

  describe('before login information is changed', () => {
    it('stands for the password that has to be given again', async () => {
      const person = await people.somebody();
      const { device } = await walk.somebodyWith(person);
      const browser = bed.browser();
      await walk.use(browser, device);
      const before = browser.copy();
      expect((await browser.post('passkeys/options')).code).toBe('session.step_up_required');
      expect((await walk.use(browser, device, 'session/passkey-step-up')).status).toBe(200);
      expect((await browser.post('passkeys/options')).status).toBe(201);
      expect((await before.get('session')).code).toBe('session.absent');
    });

    it('is not somebody else’s', async () => {
      const [person, other] = [await people.somebody(), await people.somebody()];
      const { device } = await walk.somebodyWith(person);
      const { device: foreign } = await walk.somebodyWith(other);
      const browser = bed.browser();
      await walk.use(browser, device);
      expect((await walk.use(browser, foreign, 'session/passkey-step-up')).code).toBe('passkey.refused');
    });
  });

  // Last, because passport knows one system per process.
  it('is limited per address', async () => {
    const slow = await AuthBed.start(database.url, { PASSKEYS_PER_ADDRESS_HOURLY: '2' });
    const browser = slow.browser();
    const codes = [];
    for (let time = 0; time < 3; time++) codes.push((await browser.post('passkey-sign-ins/options')).code);
    expect(codes).toEqual([undefined, undefined, 'rate_limit.exceeded']);
    expect((await slow.browser().post('passkey-sign-ins/options')).status).toBe(201);
    await slow.stop();
  });
});
