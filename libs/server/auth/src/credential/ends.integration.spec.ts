import type { PinRun } from '@daiko/contracts';
import { lockCustomer } from '@daiko/server-customer';
import { NotMeReports } from '@daiko/server-notification';
import {
  EVERYTHING,
  openEverything,
  testDatabase,
  whatIsOpen,
  type TestDatabase,
} from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import { NEW_PASSWORD, People, type Person } from '../../test/people';
import { Walk } from '../../test/walk';
import { LoginSetupService } from './login-setup.service';

describe('what was open of a customer ends', () => {
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

  const open = async ({ customerId }: Person) => {
    await openEverything(bed.db, customerId);
    expect(await whatIsOpen(bed.db, customerId)).toEqual(EVERYTHING);
  };
  const newest = async ({ customerId }: Person) => (await bed.linkTokens(customerId))[0];
  const use = async (path: string, body: object) => {
    const { status, code } = await bed.browser().post(path, body);
    expect(code).toBeUndefined();
    expect(status).toBeLessThan(300);
  };
  const register = ({ customerId }: Person, email: string, version = 0) =>
    bed.db.transaction(async (tx) => {
      await lockCustomer(tx, customerId);
      const setups = bed.get(LoginSetupService);
      await setups.register(tx, { customerId, email, version, requestedBy: People.DEALER });
      await setups.sendMail(tx, customerId);
    });

  /** Each act, and what it leaves open. */
  const ACTS: Record<string, { act: (person: Person) => Promise<void>; leaves?: string[] }> = {
    'when a new login ID has answered': {
      act: async (person) => {
        await walk.resetLoginId(person, `betsu-${person.loginId}`);
        const token = await newest(person);
        await open(person);
        await use('mail-links/login-id', { token });
      },
    },
    'when a login ID has answered that was changed in マイページ': {
      act: async (person) => {
        const browser = await walk.beginChange(person, 'login-id-changes');
        const code = await bed.lastPin(person.customerId);
        const email = `kawari-${person.loginId}`;
        expect((await browser.post('login-id-changes/completion', { code, email })).status).toBe(202);
        const token = await newest(person);
        await open(person);
        await use('mail-links/login-id', { token });
      },
    },
    'when a new password was set by a link': {
      act: async (person) => {
        await walk.resetPassword(person);
        const token = await newest(person);
        await open(person);
        await use('mail-links/password', { token, password: NEW_PASSWORD });
      },
    },
    'when the password was changed, but for the session in which it was': {
      act: async (person) => {
        const browser = await walk.beginChange(person, 'password-changes');
        const code = await bed.lastPin(person.customerId);
        await open(person);
        const body = { code, password: NEW_PASSWORD };
        expect((await browser.post<PinRun>('password-changes/completion', body)).status).toBe(200);
        expect((await browser.get('session/devices')).body['devices']).toHaveLength(1);
      },
      leaves: ['session'],
    },
    'when それは私ではありません was said by a mail': {
      act: async (person) => {
        await walk.resetPassword(person);
        const token = await bed.notMeToken(person.customerId, 'password_link');
        await open(person);
        await use('mail-links/not-me', { token });
      },
    },
    'when それは私ではありません was said on the keypad': {
      act: async (person) => {
        await open(person);
        const { customerId } = person;
        const notificationId = '00000000-0000-0000-0000-000000000000';
        await bed.get(NotMeReports).report({ notificationId, customerId, challengeId: null });
      },
    },
  };

  it.each(Object.entries(ACTS))('%s', async (_, { act, leaves = [] }) => {
    const person = await people.somebody();
    await act(person);
    expect(await whatIsOpen(bed.db, person.customerId)).toEqual(leaves);
  });

  it('when a login that a dealer began was set up', async () => {
    const person = await people.somebodyWithoutLogin();
    await register(person, 'hajime@mail.example');
    const token = await newest(person);
    await open(person);
    await use('mail-links/password', { token, password: NEW_PASSWORD });
    expect(await whatIsOpen(bed.db, person.customerId)).toEqual([]);
  });

  it('as far as it is the setup link to a wrong address, when a dealer corrects it without a mail', async () => {
    const person = await people.somebodyWithoutLogin();
    await register(person, 'machigai@mail.example');
    const token = await newest(person);
    await bed.db.transaction(async (tx) => {
      const correction = { customerId: person.customerId, email: 'tadashii@mail.example', version: 2 };
      await bed.get(LoginSetupService).register(tx, { ...correction, requestedBy: People.DEALER });
    });
    const { code } = await bed.browser().post('mail-links/password', { token, password: NEW_PASSWORD });
    expect(code).toBe('mail_link.superseded');
  });

  it('when recovery was frozen, as far as a link would open it, whoever froze it', async () => {
    const person = await people.somebody();
    await walk.resetPassword(person);
    const token = await newest(person);
    await bed.db.query('UPDATE customer SET recovery_frozen_at = now() WHERE customer_id = $1', [
      person.customerId,
    ]);
    const { code } = await bed.browser().post('mail-links/password', { token, password: NEW_PASSWORD });
    expect(code).toBe('mail_link.superseded');
  });

  it('as far as it is a run, when its browser begins another', async () => {
    const person = await people.somebody();
    const browser = bed.browser();
    const begin = () =>
      browser.post<PinRun>('password-resets', { email: person.loginId, phone: person.mobile });
    await begin();
    const older = browser.copy();
    await begin();
    expect((await older.get<PinRun>('pin-run')).body.state).toBe('ended');
    expect((await browser.get<PinRun>('pin-run')).body.state).toBe('choosing');
  });
});
