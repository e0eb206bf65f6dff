import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import { LEGACY_PASSWORD, PASSWORD, People } from '../../test/people';

describe('sign-in with a login of the old system', () => {
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

  const loginsOf = (customerId: string) =>
    bed.db.query<{ loginId: string; foreignHash: string | null; passwordHash: string | null }[]>(
      `SELECT login_id AS "loginId", foreign_hash AS "foreignHash", password_hash AS "passwordHash"
       FROM legacy_login WHERE customer_id = $1`,
      [customerId],
    );
  /** As the consolidation does: all retired, one login instead. */
  const retire = async (customerId: string, loginId: string) => {
    await bed.db.query(
      `INSERT INTO credential (customer_id, login_id, password_hash, state) VALUES ($1, $2, $3, 'active')`,
      [customerId, loginId, people.hash],
    );
    await bed.db.query(
      `WITH done AS (INSERT INTO consolidation (customer_id, done_at) VALUES ($1, now()) RETURNING id)
       UPDATE legacy_login SET retired_at = now(), consolidation_id = done.id FROM done WHERE customer_id = $1`,
      [customerId],
    );
  };

  it('opens the consolidation and says so, whatever the format of the old hash', async () => {
    const { legacyLoginIds } = await people.somebodyFromTheOldSystem();
    for (const loginId of legacyLoginIds) {
      const { status, body } = await bed.browser().signIn(loginId.toUpperCase(), LEGACY_PASSWORD);
      expect(status).toBe(201);
      expect(body.limitedTo).toBe('consolidation');
    }
  });

  it('opens nothing else', async () => {
    const { legacyLoginIds } = await people.somebodyFromTheOldSystem();
    const browser = bed.browser();
    await browser.signIn(legacyLoginIds[0], LEGACY_PASSWORD);
    expect((await browser.get('session')).status).toBe(200);
    for (const path of ['customers/me', 'credential', 'session/devices']) {
      expect(await browser.get(path)).toMatchObject({ status: 403, code: 'session.consolidation_required' });
    }
    for (const path of ['login-id-changes', 'password-changes']) {
      expect((await browser.post(path)).code).toBe('session.consolidation_required');
    }
    const stepUp = await browser.post('session/step-up', { password: LEGACY_PASSWORD });
    expect(stepUp.code).toBe('session.consolidation_required');
  });

  it('makes the old hash Argon2id at the first right password, and takes the password ever after', async () => {
    const { customerId, legacyLoginIds } = await people.somebodyFromTheOldSystem();
    const [used] = legacyLoginIds;
    await bed.browser().signIn(used, 'chigau-kagi-1');
    expect((await loginsOf(customerId)).every(({ foreignHash }) => foreignHash !== null)).toBe(true);
    await bed.browser().signIn(used, LEGACY_PASSWORD);
    await vi.waitFor(async () => {
      expect(await loginsOf(customerId)).toContainEqual(expect.objectContaining({ foreignHash: null }));
    });
    for (const { loginId, foreignHash, passwordHash } of await loginsOf(customerId)) {
      expect(foreignHash === null).toBe(loginId === used);
      if (loginId === used) expect(passwordHash).toMatch(/^\$argon2id\$/);
    }
    expect((await bed.browser().signIn(used, LEGACY_PASSWORD)).status).toBe(201);
    expect((await bed.browser().signIn(used, `${LEGACY_PASSWORD}x`)).code).toBe('sign_in.refused');
  });

  it('is refused like an unknown login when the password is wrong, after the same step of time', async () => {
    const { legacyLoginIds } = await people.somebodyFromTheOldSystem();
    const person = await people.somebody();
    const timed = async (loginId: string) => {
      const began = performance.now();
      const { status, code, body } = await bed.browser().signIn(loginId, 'chigau-kagi-1');
      return {
        status,
        code,
        fields: Object.keys(body),
        isPadded: performance.now() - began >= 500,
      };
    };
    const answers = [];
    for (const loginId of [...legacyLoginIds, person.loginId, 'nobody', 'nobody@mail.example'])
      answers.push(await timed(loginId));
    const [first] = answers;
    expect(first).toMatchObject({ status: 401, code: 'sign_in.refused', isPadded: true });
    for (const answer of answers) expect(answer).toEqual(first);
  });

  it('counts failures and waits like any other', async () => {
    const { legacyLoginIds } = await people.somebodyFromTheOldSystem();
    const browser = bed.browser();
    let last;
    for (let index = 0; index < 12; index++) {
      last = await browser.signIn(legacyLoginIds[2], `chigau-kagi-${String(index)}`);
    }
    expect(last?.code).toBe('rate_limit.exceeded');
    expect((await browser.signIn(legacyLoginIds[2], LEGACY_PASSWORD)).code).toBe('rate_limit.exceeded');
  });

  it('tells which login took the place of a retired one, after the right password alone', async () => {
    const { customerId, legacyLoginIds } = await people.somebodyFromTheOldSystem();
    await retire(customerId, 'kankyo@gmail.example');
    const answer = await bed.browser().signIn(legacyLoginIds[0], LEGACY_PASSWORD);
    expect(answer).toMatchObject({ status: 401, code: 'sign_in.retired' });
    expect(answer.body).toMatchObject({ loginIdMasked: 'ka*****@gmail.example' });
    const wrong = await bed.browser().signIn(legacyLoginIds[0], 'chigau-kagi-1');
    expect(wrong.code).toBe('sign_in.refused');
    expect(wrong.body).not.toHaveProperty('loginIdMasked');
  });

  it('leaves a login that became the one login to its new password', async () => {
    const { customerId, legacyLoginIds } = await people.somebodyFromTheOldSystem();
    await retire(customerId, legacyLoginIds[1]);
    expect((await bed.browser().signIn(legacyLoginIds[1], LEGACY_PASSWORD)).code).toBe('sign_in.refused');
    const { body } = await bed.browser().signIn(legacyLoginIds[1], PASSWORD);
    expect(body.limitedTo).toBeNull();
  });

  it('of a suspended customer says so after the right password alone', async () => {
    const person = await people.somebodyFromTheOldSystem();
    await people.suspend(person);
    const [loginId] = person.legacyLoginIds;
    expect((await bed.browser().signIn(loginId, 'chigau-kagi-1')).code).toBe('sign_in.refused');
    expect((await bed.browser().signIn(loginId, LEGACY_PASSWORD)).code).toBe('sign_in.suspended');
  });

  it('finds the right one of two customers who had the same login ID', async () => {
    const [one, other] = [await people.somebodyFromTheOldSystem(), await people.somebodyFromTheOldSystem()];
    await bed.db.query(
      `UPDATE legacy_login SET folded_login_id = 'shared' WHERE folded_login_id = ANY ($1)`,
      [[one.legacyLoginIds[0].toLowerCase(), other.legacyLoginIds[2]]],
    );
    await bed.db.query(
      `UPDATE legacy_login SET foreign_hash = $2 WHERE customer_id = $1 AND folded_login_id = 'shared'`,
      [one.customerId, 'md5:s4lt:50349732883adf2261e89af34d1ff91f'],
    );
    const { body } = await bed.browser().signIn('shared', LEGACY_PASSWORD);
    expect(body.customer.customerId).toBe(other.customerId);
  });
});
