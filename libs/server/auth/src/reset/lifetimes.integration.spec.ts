import type { PinRun } from '@daiko/contracts';
import { PinRunService } from '@daiko/server-pin';
import { networkOf } from '@daiko/server-platform';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import { PASSWORD, People } from '../../test/people';
import { MailLinkService } from '../mail-link/mail-link.service';

/** Each by the database's clock, and at its edge: it holds shortly before, and no longer after. */
describe('what lives for a while', () => {
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

  const LINKS = [
    ['password', '60 minutes'],
    ['login_id', '24 hours'],
    ['consolidation', '24 hours'],
    ['setup', '72 hours'],
  ] as const;

  it.each(LINKS)('is a link of %s: for %s', async (purpose, life) => {
    const { customerId } = await people.somebody();
    const email = purpose === 'password' ? null : 'atarashii@mail.example';
    const start = { purpose, customerId, email, challengeId: null };
    const { id } = await bed.db.transaction((tx) => bed.get(MailLinkService).issue(tx, start));
    const [row] = await bed.db.query<{ keyId: string; nonce: Buffer }[]>(
      'SELECT key_id AS "keyId", nonce FROM mail_link WHERE id = $1',
      [id],
    );
    const token = bed.secrets.linkToken(row!.keyId, id, row!.nonce);
    const passes = (time: string) =>
      bed.db.query('UPDATE mail_link SET expires_at = expires_at - $2::interval WHERE id = $1', [id, time]);
    await passes(life);
    await passes('-10 minutes');
    await expect(bed.get(MailLinkService).findByToken(token)).resolves.toMatchObject({ id });
    await passes('10 minutes');
    await expect(bed.get(MailLinkService).findByToken(token)).rejects.toMatchObject({
      code: 'mail_link.expired',
    });
  });

  it('is a wrong PIN in the count of a customer: for a day', async () => {
    const gate = bed.get(PinRunService)['recoveryLimit'];
    const [before, after] = [Buffer.from('23 hours ago'), Buffer.from('24 hours ago')];
    for (const subject of [before, after])
      for (let index = 0; index < 14; index++) await gate.countGuess(subject);
    const wereAt = (subject: Buffer, ago: string) =>
      bed.db.query(
        `UPDATE recovery_gate SET guesses = ARRAY(SELECT guess - $2::interval FROM unnest(guesses) AS guess)
          WHERE subject = $1`,
        [subject, ago],
      );
    await wereAt(before, '23 hours 50 minutes');
    await wereAt(after, '24 hours');
    for (const subject of [before, after]) expect(await gate.countGuess(subject)).toBe(true);
    expect(await gate.closed(before)).not.toBeNull();
    expect(await gate.closed(after)).toBeNull();
  });

  it('is a wrong password in the count of an account at an address: for a day', async () => {
    const person = await people.somebody();
    const afterNine = async (ago: string) => {
      const browser = bed.browser();
      await browser.signIn(person.loginId, 'chigau-kagi');
      await bed.db.query('UPDATE sign_in_throttle SET failures = 9, last_failed_at = now() - $1::interval', [
        ago,
      ]);
      await browser.signIn(person.loginId, 'mata-chigau-kagi');
      return (await browser.signIn(person.loginId, PASSWORD)).status;
    };
    expect(await afterNine('23 hours 50 minutes')).toBe(429);
    await bed.db.query('TRUNCATE sign_in_throttle');
    expect(await afterNine('24 hours')).toBe(201);
  });

  it('is the day’s limit of runs of an address: until the day ends, not the hour', async () => {
    const person = await people.somebody();
    const browser = bed.browser();
    const open = () =>
      browser.post<PinRun>('password-resets', { email: person.loginId, phone: person.mobile });
    expect((await open()).status).toBe(201);
    const key = `run-day:${networkOf(browser.address)}`;
    await bed.db.query('UPDATE rate_limit SET used = 30 WHERE key = sha256($1)', [Buffer.from(key)]);
    const { code, headers } = await open();
    expect(code).toBe('rate_limit.exceeded');
    const [day] = await bed.db.query<{ rest: number }[]>(
      'SELECT 86400 - extract(epoch FROM now())::int % 86400 AS rest',
    );
    expect(Math.abs(Number(headers['retry-after']) - day!.rest)).toBeLessThan(60);
  });
});
