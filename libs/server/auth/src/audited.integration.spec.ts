import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../test/auth-bed';
import { NEW_PASSWORD, PASSWORD, People, type Person } from '../test/people';
import { Walk } from '../test/walk';

interface Recorded {
  act: string;
  actor: string;
  address: string;
  userAgent: string;
}

describe('what is recorded', () => {
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

  const recordedOf = ({ customerId }: Person) =>
    bed.db.query<Recorded[]>(
      `SELECT event || ' ' || result AS act, actor, host(address) AS address, user_agent AS "userAgent"
       FROM audit_event WHERE subject = $1 ORDER BY id`,
      [customerId],
    );
  const actsOf = async (person: Person) => (await recordedOf(person)).map(({ act }) => act);

  it('of a sign-in is who, from where, with what and what came of it', async () => {
    const person = await people.somebody();
    const browser = bed.browser();
    await browser.signIn(person.loginId, 'not-the-password');
    await browser.signIn(person.loginId, PASSWORD);
    await browser.post('session/step-up', { password: 'not-the-password' });
    await browser.post('session/step-up', { password: PASSWORD });
    await browser.delete('session');
    const recorded = await recordedOf(person);
    expect(recorded.map(({ act, actor }) => `${act} ${actor}`)).toEqual([
      'sign_in refused anonymous',
      `sign_in done ${person.customerId}`,
      `step_up refused ${person.customerId}`,
      `step_up done ${person.customerId}`,
      `sign_out done ${person.customerId}`,
    ]);
    for (const { address, userAgent } of recorded) {
      expect(address).toBe(browser.address);
      expect(userAgent).toContain('Chrome/143');
    }
  });

  it('of the right password of a suspended customer is that it was refused, and why', async () => {
    const person = await people.somebody();
    await people.suspend(person);
    await bed.browser().signIn(person.loginId, PASSWORD);
    const rows = await bed.db.query(
      `SELECT result, detail FROM audit_event WHERE event = 'sign_in' AND subject = $1`,
      [person.customerId],
    );
    expect(rows).toEqual([{ result: 'refused', detail: { code: 'sign_in.suspended' } }]);
  });

  it('of an identification is whether it was one', async () => {
    const person = await people.somebody();
    const count = async (result: string) => {
      const rows = await bed.db.query<unknown[]>(
        `SELECT FROM audit_event WHERE event = 'identification' AND result = $1`,
        [result],
      );
      return rows.length;
    };
    const before = [await count('done'), await count('refused')] as const;
    await bed.browser().post('password-resets', { email: person.loginId, phone: person.mobile });
    await bed.browser().post('password-resets', { email: person.loginId, phone: '090-9999-0000' });
    expect([await count('done'), await count('refused')]).toEqual([before[0] + 1, before[1] + 1]);
  });

  it('of a sign-in that is nobody’s is that it was refused', async () => {
    await bed.browser().signIn('dare@mail.example', PASSWORD);
    const rows = await bed.db.query(
      `SELECT subject, actor FROM audit_event WHERE event = 'sign_in' AND result = 'refused' AND subject IS NULL`,
    );
    expect(rows).toEqual([{ subject: null, actor: 'anonymous' }]);
  });

  it('of a reset is every step, every wrong PIN, the link and what it changed', async () => {
    const person = await people.somebody();
    await new Walk(bed).resetPassword(person);
    const [token = ''] = await bed.linkTokens(person.customerId);
    const { status } = await bed.browser().post('mail-links/password', { token, password: NEW_PASSWORD });
    expect(status).toBe(204);
    expect(await actsOf(person)).toEqual([
      'identification done',
      'pin.issued done',
      'pin.checked done',
      'mail_link.sent done',
      'mail_link.used done',
      'password.changed done',
    ]);
  });

  it('of guesses at a PIN is each, though the request of each fails', async () => {
    const person = await people.somebody();
    const browser = await new Walk(bed).beginChange(person, 'password-changes');
    const right = await bed.lastPin(person.customerId);
    const code = String((Number(right) + 1) % 1_000_000).padStart(6, '0');
    for (let guess = 0; guess < 6; guess++)
      await browser.post('password-changes/completion', { code, password: NEW_PASSWORD });
    const codes = await bed.db.query(
      `SELECT detail ->> 'code' AS code FROM audit_event WHERE event = 'pin.checked' AND subject = $1 ORDER BY id`,
      [person.customerId],
    );
    expect(codes.map(({ code: of }: { code: string }) => of)).toEqual([
      ...Array<string>(4).fill('pin.mismatch'),
      'pin.locked',
      'pin.locked',
    ]);
  });

  it('of a new login ID is that it changed, and which sessions ended with it', async () => {
    const person = await people.somebody();
    await bed.browser().signIn(person.loginId, PASSWORD);
    await new Walk(bed).resetLoginId(person, 'kawatta@mail.example');
    const [token = ''] = await bed.linkTokens(person.customerId);
    await bed.browser().post('mail-links/login-id', { token });
    expect((await actsOf(person)).slice(-3)).toEqual([
      'mail_link.used done',
      'login_id.changed done',
      'session.ended done',
    ]);
  });

  it('of それは私ではありません is that recovery was frozen', async () => {
    const person = await people.somebody();
    await new Walk(bed).resetPassword(person);
    const token = await bed.notMeToken(person.customerId, 'password_link');
    await bed.browser().post('mail-links/not-me', { token });
    expect(await actsOf(person)).toContain('recovery.frozen done');
  });

  it('is never a secret, a whole phone number or an address', async () => {
    const text = JSON.stringify(await bed.db.query('SELECT audit_event::text FROM audit_event'));
    const pins = await bed.db.query('SELECT customer_id AS id FROM pin_challenge WHERE nonce IS NOT NULL');
    for (const { id } of pins) expect(text).not.toContain(`"${await bed.lastPin(id)}`);
    for (const { id } of pins)
      for (const token of await bed.linkTokens(id)) expect(text).not.toContain(token);
    const contacts = await bed.db.query('SELECT value FROM contact_point');
    const secrets = [PASSWORD, NEW_PASSWORD, ...contacts.map(({ value }: { value: string }) => value)];
    for (const secret of secrets) expect(text).not.toContain(secret);
  });
});
