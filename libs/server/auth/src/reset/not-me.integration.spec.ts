import type { PinRun } from '@daiko/contracts';
import { NotMeReports } from '@daiko/server-notification';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import { PASSWORD, People, type Person } from '../../test/people';
import { Walk } from '../../test/walk';

describe('それは私ではありません', () => {
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

  const notMe = (token: string) => bed.browser().post('mail-links/not-me', { token });
  const told = async ({ customerId }: Person) => {
    const rows = await bed.db.query<{ recipient: string }[]>(
      `SELECT customer_id AS recipient FROM notification
       WHERE template = 'recovery_frozen' AND about_customer_id = $1 ORDER BY 1`,
      [customerId],
    );
    return rows.map(({ recipient }) => recipient);
  };

  it('is shown without being said: looking at the link freezes nothing', async () => {
    const person = await people.somebody();
    await walk.resetPassword(person);
    const token = await bed.notMeToken(person.customerId, 'password_link');
    const { body } = await bed.browser().post('mail-links/inspection', { token });
    expect(body).toMatchObject({ purpose: 'not_me', loginId: null });
    expect(await told(person)).toEqual([]);
  });

  it('ends sessions, runs and links, shuts recovery, and tells the upstream dealer and the operators once', async () => {
    const person = await people.somebody();
    const device = bed.browser();
    await device.signIn(person.loginId, PASSWORD);
    const attacker = await walk.resetPassword(person);
    const [link] = await bed.linkTokens(person.customerId);
    const token = await bed.notMeToken(person.customerId, 'password_link');

    const answers = await Promise.all(Array.from({ length: 5 }, () => notMe(token)));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(204));

    expect((await device.get('session')).code).toBe('session.ended');
    expect((await attacker.get<PinRun>('pin-run')).body.state).toBe('ended');
    expect((await bed.browser().post('mail-links/inspection', { token: link })).code).toBe(
      'mail_link.superseded',
    );
    expect(await told(person)).toEqual([People.OPERATOR, People.DEALER]);

    // The list is a decoy's now; its number waits as it would for everybody.
    await bed.db.query("UPDATE notification SET created_at = created_at - interval '5 minutes'");
    const again = bed.browser();
    const { body: run } = await again.post<PinRun>('password-resets', {
      email: person.loginId,
      phone: person.mobile,
    });
    expect((await again.issuePin(run)).status).toBe(202);
    expect((await again.post('password-resets/completion', { code: '123456' })).code).toBe('pin.mismatch');
  });

  it('leaves the owner their sign-in, but no change of login information', async () => {
    const person = await people.somebody();
    await walk.resetPassword(person);
    await notMe(await bed.notMeToken(person.customerId, 'password_link'));
    const browser = bed.browser();
    expect((await browser.signIn(person.loginId, PASSWORD)).status).toBe(201);
    await browser.post('session/step-up', { password: PASSWORD });
    expect((await browser.post('password-changes')).code).toBe('recovery.closed');
  });

  it('can be said by a customer who has no login yet', async () => {
    const person = await people.somebodyWithoutLogin();
    await bed.get(NotMeReports).report({
      notificationId: '00000000-0000-0000-0000-000000000000',
      customerId: person.customerId,
      challengeId: null,
    });
    expect(await told(person)).toEqual([People.OPERATOR, People.DEALER]);
  });

  it('can be said on the keypad of a telephone', async () => {
    const person = await people.somebody();
    const report = {
      notificationId: '00000000-0000-0000-0000-000000000000',
      customerId: person.customerId,
      challengeId: null,
    };
    await bed.get(NotMeReports).report(report);
    expect(await told(person)).toEqual([People.OPERATOR, People.DEALER]);
  });

  it('is refused for a forged token and after its time', async () => {
    const person = await people.somebody();
    await walk.resetPassword(person);
    const token = await bed.notMeToken(person.customerId, 'password_link');
    const forged = token.slice(0, -2) + (token.endsWith('AA') ? 'BA' : 'AA');
    expect((await notMe(forged)).code).toBe('mail_link.unknown');
    await bed.db.query("UPDATE notification SET created_at = created_at - interval '31 days'");
    expect((await notMe(token)).code).toBe('mail_link.expired');
    expect(await told(person)).toEqual([]);
  });

  it('is for one use: after a person has reopened recovery, the same message shuts it no more', async () => {
    const person = await people.somebody();
    await walk.resetPassword(person);
    const token = await bed.notMeToken(person.customerId, 'password_link');
    await notMe(token);
    expect((await notMe(token)).status).toBe(204);
    await bed.db.query('UPDATE customer SET recovery_frozen_at = NULL WHERE customer_id = $1', [
      person.customerId,
    ]);
    const device = bed.browser();
    await device.signIn(person.loginId, PASSWORD);
    expect((await notMe(token)).code).toBe('mail_link.used');
    expect((await bed.browser().post('mail-links/inspection', { token })).code).toBe('mail_link.used');
    expect((await device.get('session')).status).toBe(200);
    await walk.resetPassword(person);
    const other = await bed.notMeToken(person.customerId, 'password_link');
    expect((await notMe(other)).status).toBe(204);
    expect((await device.get('session')).code).toBe('session.ended');
  });

  it('is for one use on the keypad, too', async () => {
    const person = await people.somebody();
    await walk.resetPassword(person);
    const [row] = await bed.db.query<{ id: string }[]>(
      'SELECT id FROM notification WHERE customer_id = $1 LIMIT 1',
      [person.customerId],
    );
    const report = { notificationId: row!.id, customerId: person.customerId, challengeId: null };
    await bed.get(NotMeReports).report(report);
    await bed.db.query('UPDATE customer SET recovery_frozen_at = NULL');
    await bed.get(NotMeReports).report(report);
    const frozen = await bed.db.query<unknown[]>(
      'SELECT FROM customer WHERE customer_id = $1 AND recovery_frozen_at IS NOT NULL',
      [person.customerId],
    );
    expect(frozen).toEqual([]);
  });
});
