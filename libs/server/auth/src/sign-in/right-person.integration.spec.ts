import { testDatabase, warmPool, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import type { Browser } from '../../test/browser';
import { LEGACY_PASSWORD, PASSWORD, People, type Person } from '../../test/people';

/** SSHA of LEGACY_PASSWORD. */
const LEGACY_HASH = '{SSHA}xo1JP0g9ZMutWMc9qqZY1Mu997dzYWx0c2FsdA==';

describe('a password opens for the person whose it is', () => {
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

  const giveLegacyLogin = ({ customerId }: Person, loginId: string, foreignHash = LEGACY_HASH) =>
    bed.db.query(
      `INSERT INTO legacy_login (customer_id, login_id, folded_login_id, foreign_hash) VALUES ($1, $2, lower($2), $3)`,
      [customerId, loginId, foreignHash],
    );
  const signIn = (
    body: { loginId: string; password: string; customerId?: string },
    browser = bed.browser(),
  ) => browser.post<{ customer?: { customerId: string } }>('sessions', body);
  const whose = async (answer: ReturnType<typeof signIn>) => (await answer).body.customer?.customerId;
  const signedIn = async (person: Person): Promise<Browser> => {
    const browser = bed.browser();
    expect((await browser.signIn(person.loginId, PASSWORD)).status).toBe(201);
    return browser;
  };

  describe('at a step-up', () => {
    it('is the session’s own customer’s, not that of a stranger’s old login of the same name', async () => {
      const [person, stranger] = [await people.somebody(), await people.somebodyWithoutLogin()];
      const browser = await signedIn(person);
      await giveLegacyLogin(stranger, person.loginId);
      expect(await browser.post('session/step-up', { password: LEGACY_PASSWORD })).toMatchObject({
        status: 401,
        code: 'sign_in.refused',
      });
      expect((await browser.get('session')).body).toMatchObject({ stepUpEndsAt: null });
      const own = await browser.post('session/step-up', { password: PASSWORD });
      expect(own).toMatchObject({ status: 200, body: { customer: { customerId: person.customerId } } });
    });

    it('is none of the person’s own old passwords either', async () => {
      const person = await people.somebody();
      const browser = await signedIn(person);
      await giveLegacyLogin(person, 'keiri-mae');
      await giveLegacyLogin(person, person.loginId);
      expect((await browser.post('session/step-up', { password: LEGACY_PASSWORD })).code).toBe(
        'sign_in.refused',
      );
    });

    it('is still the person’s when the login ID has changed since the session began', async () => {
      const [person, heir] = [await people.somebody(), await people.somebodyWithoutLogin()];
      const browser = await signedIn(person);
      await bed.db.query('UPDATE credential SET login_id = $2 WHERE customer_id = $1', [
        person.customerId,
        `atarashii-${person.loginId}`,
      ]);
      await giveLegacyLogin(heir, person.loginId);
      expect((await browser.post('session/step-up', { password: LEGACY_PASSWORD })).code).toBe(
        'sign_in.refused',
      );
      expect((await browser.post('session/step-up', { password: PASSWORD })).status).toBe(200);
    });

    it('is recorded of the session’s customer when it is wrong, whoever else has the name', async () => {
      const [person, stranger] = [await people.somebody(), await people.somebodyWithoutLogin()];
      const browser = await signedIn(person);
      await giveLegacyLogin(stranger, person.loginId);
      await browser.post('session/step-up', { password: 'chigau-kagi-1' });
      const recorded = await bed.db.query<{ subject: string }[]>(
        `SELECT subject FROM audit_event WHERE event = 'step_up' AND result = 'refused' AND actor = $1`,
        [person.customerId],
      );
      expect(recorded).toEqual([{ subject: person.customerId }]);
    });
  });

  describe('at a sign-in with an old login ID that two customers have', () => {
    const shared = async (other = LEGACY_HASH) => {
      const loginId = `kyouyou-${crypto.randomUUID().slice(0, 8)}`;
      const both = [await people.somebodyWithoutLogin(), await people.somebodyWithoutLogin()] as const;
      await giveLegacyLogin(both[0], loginId);
      await giveLegacyLogin(both[1], loginId, other);
      return { loginId, both };
    };

    it('names neither of them by chance when the passwords are the same, and asks for the お客様ID', async () => {
      const { loginId } = await shared();
      const browser = bed.browser();
      expect(await signIn({ loginId, password: LEGACY_PASSWORD }, browser)).toMatchObject({
        status: 401,
        code: 'sign_in.ambiguous',
      });
      expect((await browser.get('session')).status).toBe(401);
    });

    it('lets each in with the お客様ID, also once the hashes were renewed', async () => {
      const { loginId, both } = await shared();
      for (let time = 0; time < 2; time++) {
        for (const { customerId } of both) {
          expect(await whose(signIn({ loginId, password: LEGACY_PASSWORD, customerId }))).toBe(customerId);
        }
        await vi.waitFor(async () => {
          const old = await bed.db.query<unknown[]>(
            'SELECT FROM legacy_login WHERE folded_login_id = $1 AND foreign_hash IS NOT NULL',
            [loginId],
          );
          expect(old).toEqual([]);
        });
      }
      expect((await signIn({ loginId, password: LEGACY_PASSWORD })).code).toBe('sign_in.ambiguous');
    });

    it('asks nobody whose password says who it is', async () => {
      const { loginId, both } = await shared('md5:s4lt:50349732883adf2261e89af34d1ff91f');
      expect(await whose(signIn({ loginId, password: LEGACY_PASSWORD }))).toBe(both[0].customerId);
    });

    it('refuses the お客様ID of a third like a wrong password, and counts each as a guess', async () => {
      const { loginId } = await shared();
      const browser = bed.browser();
      const codes: (string | undefined)[] = [];
      for (let index = 0; index < 8; index++) {
        const customerId = String(2_000_000 + index).padStart(8, '0');
        codes.push((await signIn({ loginId, password: LEGACY_PASSWORD, customerId }, browser)).code);
      }
      expect(codes.slice(0, 6)).toEqual(Array(6).fill('sign_in.refused'));
      expect(codes.slice(6)).toEqual(Array(2).fill('rate_limit.exceeded'));
    });

    it('tells nobody who does not know the password that the name is shared', async () => {
      const { loginId } = await shared();
      expect((await signIn({ loginId, password: 'chigau-kagi-1' })).code).toBe('sign_in.refused');
    });

    it('tells of neither’s new login when both were consolidated', async () => {
      const { loginId, both } = await shared();
      for (const { customerId } of both) {
        await bed.db.query(
          `WITH done AS (INSERT INTO consolidation (customer_id, done_at) VALUES ($1, now()) RETURNING id)
           UPDATE legacy_login SET retired_at = now(), consolidation_id = done.id FROM done WHERE customer_id = $1`,
          [customerId],
        );
      }
      const answer = await signIn({ loginId, password: LEGACY_PASSWORD });
      expect(answer.code).toBe('sign_in.ambiguous');
      expect(answer.body).not.toHaveProperty('loginIdMasked');
      const own = await signIn({ loginId, password: LEGACY_PASSWORD, customerId: both[1].customerId });
      expect(own.code).toBe('sign_in.retired');
    });
  });

  it('asks for the お客様ID, too, when the name is one customer’s login and another’s old login', async () => {
    const [person, stranger] = [await people.somebody(), await people.somebodyWithoutLogin()];
    await giveLegacyLogin(stranger, person.loginId);
    await bed.db.query(
      `UPDATE legacy_login SET foreign_hash = NULL, password_hash = $2 WHERE customer_id = $1`,
      [stranger.customerId, people.hash],
    );
    const { loginId } = person;
    expect((await signIn({ loginId, password: PASSWORD })).code).toBe('sign_in.ambiguous');
    for (const { customerId } of [person, stranger]) {
      expect(await whose(signIn({ loginId, password: PASSWORD, customerId }))).toBe(customerId);
    }
  });
});
