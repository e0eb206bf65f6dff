import type { PinRun } from '@daiko/contracts';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import type { Browser } from '../../test/browser';
import { PasskeyWalk } from '../../test/passkey-walk';
import { LEGACY_PASSWORD, NEW_PASSWORD, PASSWORD, People, type Person } from '../../test/people';
import { Walk } from '../../test/walk';

describe('what a suspension ends stays ended when it is lifted', () => {
  let database: TestDatabase;
  let bed: AuthBed;
  let people: People;

  beforeAll(async () => {
    database = await testDatabase();
    bed = await AuthBed.start(database.url, { PUBLIC_BASE_URL: 'http://localhost:3000' });
    people = await People.settle(bed);
  });
  afterAll(async () => {
    await bed.stop();
    await database.drop();
  });

  const SUSPENSIONS = {
    'of the customer': {
      begin: 'UPDATE customer SET suspended_at = now() WHERE customer_id = $1',
      lift: 'UPDATE customer SET suspended_at = NULL WHERE customer_id = $1',
    },
    'of the login': {
      begin: "UPDATE credential SET state = 'suspended' WHERE customer_id = $1",
      lift: "UPDATE credential SET state = 'active' WHERE customer_id = $1",
    },
  };
  type Suspension = (typeof SUSPENSIONS)[keyof typeof SUSPENSIONS];
  const suspendAndLift = async ({ customerId }: Person, { begin, lift }: Suspension) => {
    await bed.db.query(begin, [customerId]);
    await bed.db.query(lift, [customerId]);
  };

  /** What is open: how it is begun, and what it answers once it has ended. */
  const OPEN: Record<string, (person: Person) => Promise<() => Promise<unknown>>> = {
    'a session': async (person) => {
      const browser = bed.browser();
      await browser.signIn(person.loginId, PASSWORD);
      return async () => expect((await browser.get('session')).code).toBe('session.ended');
    },
    'a sign-in that waits for its passkey': async (person) => {
      const { device } = await new PasskeyWalk(bed).somebodyRequiring(person);
      const browser = bed.browser();
      expect((await browser.signIn(person.loginId, PASSWORD)).code).toBe('sign_in.passkey_required');
      const asked = await new PasskeyWalk(bed).asked(browser, 'passkey-step');
      return async () =>
        expect((await browser.post('passkey-step', device.use(asked))).code).toBe('passkey.step_over');
    },
    'a challenge for a passkey': async (person) => {
      const browser = await new PasskeyWalk(bed).steppedUp(person);
      await browser.post('passkeys/options');
      return async () => expect((await browser.post('passkeys/options')).code).toBe('session.ended');
    },
    'a run of identity verification': async (person) => {
      const browser: Browser = await new Walk(bed).beginChange(person, 'password-changes');
      const code = await bed.lastPin(person.customerId);
      return async () => {
        expect((await browser.get<PinRun>('pin-run')).body.state).toBe('ended');
        const again = bed.browser();
        for (const [name, value] of browser.cookies) again.cookies.set(name, value);
        await again.signIn(person.loginId, PASSWORD);
        const body = { code, password: NEW_PASSWORD };
        expect((await again.post('password-changes/completion', body)).code).toBe('pin_run.ended');
      };
    },
    'a link to a new password': async (person) => {
      await new Walk(bed).resetPassword(person);
      const [token] = await bed.linkTokens(person.customerId);
      return async () => {
        const used = await bed.browser().post('mail-links/password', { token, password: NEW_PASSWORD });
        expect(used.code).toBe('mail_link.superseded');
      };
    },
    'a link to a new login ID': async (person) => {
      await new Walk(bed).resetLoginId(person, `betsu-${person.loginId}`);
      const [token] = await bed.linkTokens(person.customerId);
      return async () =>
        expect((await bed.browser().post('mail-links/login-id', { token })).code).toBe(
          'mail_link.superseded',
        );
    },
  };

  it.each(
    Object.entries(SUSPENSIONS).flatMap(([of, suspension]) =>
      Object.entries(OPEN).map(([what, begin]) => [of, what, suspension, begin] as const),
    ),
  )('%s: %s', async (_of, _what, suspension, begin) => {
    const person = await people.somebody();
    const expectEnded = await begin(person);
    await suspendAndLift(person, suspension);
    await expectEnded();
  });

  it('of a login of the old system: its session', async () => {
    const { customerId, legacyLoginIds } = await people.somebodyFromTheOldSystem();
    const browser = bed.browser();
    await browser.signIn(legacyLoginIds[0], LEGACY_PASSWORD);
    for (const to of ['now()', 'NULL'])
      await bed.db.query(`UPDATE legacy_login SET suspended_at = ${to} WHERE customer_id = $1`, [customerId]);
    expect((await browser.get('session')).code).toBe('session.ended');
  });

  it.each([
    ['one login', async () => people.somebody(), PASSWORD],
    ['old login', async () => legacyPerson(), LEGACY_PASSWORD],
  ])(
    'and nothing begins under it: a sign-in by %s whose password was compared before',
    async (_, make, password) => {
      const person = await make();
      const [answer] = await bed.inLine(
        person.customerId,
        [() => bed.browser().signIn(person.loginId, password)],
        () => people.suspend(person),
      );
      expect(answer?.code).toBe('sign_in.refused');
    },
  );

  async function legacyPerson(): Promise<Person> {
    const person = await people.somebodyFromTheOldSystem();
    return { ...person, loginId: person.legacyLoginIds[0] };
  }
});
