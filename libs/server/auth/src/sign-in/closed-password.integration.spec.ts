import { testDatabase, warmPool, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import { PasskeyWalk } from '../../test/passkey-walk';
import { LEGACY_PASSWORD, NEW_PASSWORD, PASSWORD, People, type Person } from '../../test/people';
import { Walk } from '../../test/walk';

/** Wrong passwords in a row that are let pass here; the product’s default is 100. */
const IN_A_ROW = 8;

describe('a password that was guessed at too often', () => {
  let database: TestDatabase;
  let bed: AuthBed;
  let people: People;
  let guesses = 0;

  beforeAll(async () => {
    database = await testDatabase();
    bed = await AuthBed.start(database.url, {
      SIGN_IN_FAILURES_IN_A_ROW: String(IN_A_ROW),
      PUBLIC_BASE_URL: 'http://localhost:3000',
    });
    people = await People.settle(bed);
    await warmPool(bed.db);
  });
  afterAll(async () => {
    await bed.stop();
    await database.drop();
  });

  /** Each from an address of its own. */
  const guess = (loginId: string) => bed.browser().signIn(loginId, `chigau-kagi-${String(++guesses)}`);
  const guessOften = async (loginId: string, times = IN_A_ROW) => {
    const codes = await Promise.all(Array.from({ length: times }, async () => (await guess(loginId)).code));
    expect(codes).toEqual(Array(times).fill('sign_in.refused'));
  };
  const told = async ({ customerId }: Person) =>
    (await bed.recorded(customerId)).filter((line) => line.startsWith('password_closed'));
  const signInElsewhere = async (loginId: string, password = PASSWORD) => {
    const { code, status } = await bed.browser().signIn(loginId, password);
    return code ?? status;
  };

  it('opens nothing any more from an unknown browser, and the owner is told by mail once', async () => {
    const person = await people.somebody();
    await bed.browser().signIn(person.loginId, PASSWORD);
    await new Walk(bed).resetPassword(person);
    await guessOften(person.loginId);
    for (let time = 0; time < 3; time++) expect(await signInElsewhere(person.loginId)).toBe('sign_in.closed');
    await vi.waitFor(async () =>
      expect(await told(person)).toEqual([`password_closed email ${person.loginId}`]),
    );
    expect((await guess(person.loginId)).code).toBe('sign_in.closed');
    expect(await told(person)).toHaveLength(1);
  });

  it('is never compared more often than that, however many guess at once', async () => {
    const person = await people.somebody();
    const codes = await Promise.all(
      Array.from({ length: 40 }, async () => (await guess(person.loginId)).code),
    );
    expect(codes.filter((code) => code === 'sign_in.refused')).toHaveLength(IN_A_ROW);
    expect(codes.filter((code) => code === 'sign_in.closed')).toHaveLength(40 - IN_A_ROW);
  });

  it('opens from a browser that the customer has used, and begins anew after that', async () => {
    const person = await people.somebody();
    const own = bed.browser();
    await own.signIn(person.loginId, PASSWORD);
    await own.delete('session');
    await guessOften(person.loginId);
    expect(await signInElsewhere(person.loginId)).toBe('sign_in.closed');
    expect((await own.signIn(person.loginId, PASSWORD)).status).toBe(201);
    expect(await signInElsewhere(person.loginId)).toBe(201);
  });

  it('opens a step-up of the browser that is signed in', async () => {
    const person = await people.somebody();
    const own = bed.browser();
    await own.signIn(person.loginId, PASSWORD);
    await guessOften(person.loginId);
    expect((await own.post('session/step-up', { password: PASSWORD })).status).toBe(200);
  });

  it('does not open from a known browser that has guessed as often itself', async () => {
    const person = await people.somebody();
    const own = bed.browser();
    await own.signIn(person.loginId, PASSWORD);
    for (let index = 0; index <= IN_A_ROW; index++) {
      await bed.db.query('UPDATE sign_in_throttle SET blocked_until = NULL');
      await own.signIn(person.loginId, `chigau-kagi-${String(++guesses)}`);
    }
    await bed.db.query('UPDATE sign_in_throttle SET blocked_until = NULL');
    expect((await own.signIn(person.loginId, PASSWORD)).code).toBe('sign_in.closed');
  });

  it('gives way to a new one by PIN and mail', async () => {
    const person = await people.somebody();
    await guessOften(person.loginId);
    await new Walk(bed).resetPassword(person);
    const [token] = await bed.linkTokens(person.customerId);
    expect((await bed.browser().post('mail-links/password', { token, password: NEW_PASSWORD })).status).toBe(
      204,
    );
    expect(await signInElsewhere(person.loginId, NEW_PASSWORD)).toBe(201);
  });

  it('is not needed by a passkey', async () => {
    const person = await people.somebody();
    const walk = new PasskeyWalk(bed);
    const { device } = await walk.somebodyWith(person);
    await guessOften(person.loginId);
    expect((await walk.use(bed.browser(), device)).status).toBe(201);
  });

  it.each([
    ['a login ID that nobody has', () => Promise.resolve('daremo-inai@mail.example'), PASSWORD],
    [
      'a login of the old system',
      async () => (await people.somebodyFromTheOldSystem()).legacyLoginIds[0],
      LEGACY_PASSWORD,
    ],
  ])('is answered alike for %s', async (_, make, password) => {
    const loginId = await make();
    await guessOften(loginId);
    const known = (await people.somebody()).loginId;
    await guessOften(known);
    const [answer, other] = [
      await bed.browser().signIn(loginId, password),
      await bed.browser().signIn(known, PASSWORD),
    ];
    expect({ ...answer.body, instance: '' }).toEqual({ ...other.body, instance: '' });
    expect(answer.code).toBe('sign_in.closed');
    expect(Object.keys(answer.headers).sort()).toEqual(Object.keys(other.headers).sort());
  });

  it('does not count the right one, nor the same wrong one twice', async () => {
    const person = await people.somebody();
    for (let time = 0; time < 2 * IN_A_ROW; time++)
      await bed.browser().signIn(person.loginId, 'onaji-machigai-1');
    await guessOften(person.loginId, IN_A_ROW - 2);
    expect(await signInElsewhere(person.loginId)).toBe(201);
    await guessOften(person.loginId);
    expect(await signInElsewhere(person.loginId)).toBe('sign_in.closed');
  });
});
