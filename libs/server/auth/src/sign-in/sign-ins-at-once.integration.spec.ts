import { PasswordHasher } from '../password/password-hasher';
import { testDatabase, warmPool, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import type { Answer } from '../../test/browser';
import { LEGACY_PASSWORD, PASSWORD, People } from '../../test/people';

describe('sign-ins that come at once', () => {
  let database: TestDatabase;
  let bed: AuthBed;
  let people: People;

  beforeAll(async () => {
    database = await testDatabase();
    bed = await AuthBed.start(database.url);
    people = await People.settle(bed);
    await warmPool(bed.db);
  });
  afterAll(async () => {
    await bed.stop();
    await database.drop();
  });

  const from = (address: string, loginId: string, password: string): Promise<Answer> => {
    const browser = bed.browser();
    browser.address = address;
    return browser.post('sessions', { loginId, password });
  };
  const codesOf = async (answers: Promise<Answer>[]) =>
    (await Promise.all(answers)).map(({ code, status }) => code ?? status);

  it('of one customer are each answered with the session that they made, though the sixth ends the first', async () => {
    const person = await people.somebody();
    const browsers = Array.from({ length: 12 }, () => bed.browser());
    // They wait for each other until all have compared the password, so that each ends another's session.
    const answers = await bed.inLine(
      person.customerId,
      browsers.map((browser) => () => browser.signIn(person.loginId, PASSWORD)),
    );
    expect(answers.map(({ code, status }) => code ?? status)).toEqual(Array(12).fill(201));
    const states = await Promise.all(browsers.map(async (browser) => (await browser.get('session')).status));
    expect(states.filter((status) => status === 200)).toHaveLength(5);
  });

  it('say that they succeeded, and so does a step-up, though the session ends in the same instant', async () => {
    const person = await people.somebody();
    const browser = bed.browser();
    const signedIn = await endingAtCommit('INSERT', () => browser.signIn(person.loginId, PASSWORD));
    expect(signedIn).toMatchObject({ status: 201, body: { customer: { customerId: person.customerId } } });
    expect((await browser.get('session')).code).toBe('session.ended');
    await browser.signIn(person.loginId, PASSWORD);
    const steppedUp = await endingAtCommit('UPDATE OF stepped_up_at', () =>
      browser.post('session/step-up', { password: PASSWORD }),
    );
    expect(steppedUp.status).toBe(200);
    expect((await browser.get('session')).code).toBe('session.ended');
  });

  /** Does it while every session that is written so ends at the commit, as if another device had signed it out. */
  async function endingAtCommit<T>(event: string, act: () => Promise<T>): Promise<T> {
    await bed.db.query(
      `CREATE FUNCTION end_session() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN UPDATE session SET ended_at = now() WHERE id = NEW.id; RETURN NULL; END $$`,
    );
    await bed.db.query(
      `CREATE CONSTRAINT TRIGGER end_session AFTER ${event} ON session DEFERRABLE INITIALLY DEFERRED
       FOR EACH ROW EXECUTE FUNCTION end_session()`,
    );
    return act().finally(() => bed.db.query('DROP FUNCTION end_session CASCADE'));
  }

  it.each([
    ['an unknown login ID', () => Promise.resolve('daremo@mail.example')],
    ['a login', async () => (await people.somebody()).loginId],
    ['a login of the old system', async () => (await people.somebodyFromTheOldSystem()).legacyLoginIds[0]],
    ['a login of the old system with a renewed hash', () => renewed()],
  ])('take one place in the queue of hashing each: %s', async (_, loginIdOf) => {
    const loginId = await loginIdOf();
    const hasher = bed.get(PasswordHasher);
    const turns = vi.spyOn(hasher as unknown as { inTurn: () => unknown }, 'inTurn');
    expect((await bed.browser().signIn(loginId, 'chigau-kagi-1')).code).toBe('sign_in.refused');
    expect(turns).toHaveBeenCalledOnce();
  });

  async function renewed(): Promise<string> {
    const { customerId, legacyLoginIds } = await people.somebodyFromTheOldSystem();
    await bed.browser().signIn(legacyLoginIds[0], LEGACY_PASSWORD);
    await vi.waitFor(async () => {
      const done = await bed.db.query<unknown[]>(
        'SELECT FROM legacy_login WHERE customer_id = $1 AND password_hash IS NOT NULL',
        [customerId],
      );
      expect(done).toHaveLength(1);
    });
    return legacyLoginIds[0];
  }

  it('are refused at their source beyond its share, and nobody else is', { timeout: 60_000 }, async () => {
    const person = await people.somebody();
    const flood = Array.from({ length: 600 }, (_, index) =>
      from('2001:db8:bad::1', `dare${String(index)}@mail.example`, 'chigau-kagi-1'),
    );
    // The same household as far as anybody can tell, and 50 who have nothing to do with it.
    const neighbour = from('2001:db8:bad::2', person.loginId, PASSWORD);
    const others = Array.from({ length: 50 }, (_, index) =>
      from(
        `203.0.113.${String(index)}`,
        person.loginId,
        index === 0 ? PASSWORD : `chigau-kagi-${String(index)}`,
      ),
    );
    const heard = await codesOf(others);
    expect(heard[0]).toBe(201);
    expect(heard.slice(1)).toEqual(Array(49).fill('sign_in.refused'));
    const codes = await codesOf(flood);
    expect(codes.filter((code) => code === 'sign_in.refused')).toHaveLength(32);
    expect(codes.filter((code) => code === 'rate_limit.exceeded')).toHaveLength(568);
    expect((await neighbour).headers['retry-after']).toBe('2');
    expect((await from('2001:db8:bad::2', person.loginId, PASSWORD)).status).toBe(201);
  });
});
