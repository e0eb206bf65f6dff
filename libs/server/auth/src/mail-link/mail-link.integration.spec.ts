import type { PinRun } from '@daiko/contracts';
import { aCustomer } from '@daiko/server-builders';
import { figure, testDatabase, warmPool, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import { NEW_PASSWORD, PASSWORD, People, type Person } from '../../test/people';
import { Walk } from '../../test/walk';

describe('mailed links', () => {
  let database: TestDatabase;
  let bed: AuthBed;
  let people: People;
  let walk: Walk;

  beforeAll(async () => {
    database = await testDatabase();
    bed = await AuthBed.start(database.url);
    people = await People.settle(bed);
    walk = new Walk(bed);
    await warmPool(bed.db);
  });
  afterAll(async () => {
    await bed.stop();
    await database.drop();
  });

  const inspect = (token: string) => bed.browser().post('mail-links/inspection', { token });
  const confirm = (token: string) => bed.browser().post('mail-links/login-id', { token });
  const setPassword = (token: string, password = NEW_PASSWORD) =>
    bed.browser().post('mail-links/password', { token, password });
  const newest = async ({ customerId }: Person) => (await bed.linkTokens(customerId))[0]!;
  const signIn = async (loginId: string, password: string) => {
    const browser = bed.browser();
    return { browser, answer: await browser.signIn(loginId, password) };
  };

  it('are looked at ten times by a scanner and still good', async () => {
    const person = await people.somebody();
    await walk.resetLoginId(person, 'nanndomo@mail.example');
    const token = await newest(person);
    for (let time = 0; time < 10; time++) {
      const { status, body } = await inspect(token);
      expect(status).toBe(200);
      expect(body).toMatchObject({ purpose: 'login_id', loginId: 'nanndomo@mail.example' });
    }
    const { body } = await confirm(token);
    figure(
      'web',
      'a link that a scanner looked at ten times',
      'still good',
      'loginIdMasked' in body ? 'still good' : 'used up',
    );
    expect(body).toEqual({ loginIdMasked: 'na*****@mail.example' });
  });

  it('are used once, however many requests arrive at once', async () => {
    const person = await people.somebody();
    await walk.resetLoginId(person, 'ichido@mail.example');
    const token = await newest(person);
    const answers = await Promise.all(Array.from({ length: 100 }, () => confirm(token)));
    const uses = answers.filter(({ status }) => status === 200).length;
    figure('web', 'uses of a mailed link by 100 requests at once', 'exactly 1', uses);
    expect(uses).toBe(1);
    expect(answers.filter(({ code }) => code === 'mail_link.used')).toHaveLength(99);
    expect(await bed.recorded(person.customerId)).toContain(`login_id_changed email ${person.loginId}`);
  });

  it('set a password once, however many requests arrive at once', async () => {
    const person = await people.somebody();
    await walk.resetPassword(person);
    const token = await newest(person);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => setPassword(token, `${NEW_PASSWORD}-${String(index)}`)),
    );
    expect(answers.map(({ status }) => status).filter((status) => status === 204)).toHaveLength(1);
    const winner = answers.findIndex(({ status }) => status === 204);
    const { answer } = await signIn(person.loginId, `${NEW_PASSWORD}-${String(winner)}`);
    expect(answer.status).toBe(201);
  });

  it('tell unknown, expired, used and superseded apart', async () => {
    const person = await people.somebody();
    expect((await inspect('A'.repeat(43))).code).toBe('mail_link.unknown');
    await walk.resetPassword(person);
    const first = await newest(person);
    await walk.resetPassword(person);
    const second = await newest(person);
    expect((await setPassword(first)).code).toBe('mail_link.superseded');
    expect((await setPassword(second)).status).toBe(204);
    expect((await setPassword(second)).code).toBe('mail_link.used');
    await walk.resetPassword(person);
    const third = await newest(person);
    await bed.db.query('UPDATE mail_link SET expires_at = now() WHERE used_at IS NULL AND customer_id = $1', [
      person.customerId,
    ]);
    expect((await inspect(third)).code).toBe('mail_link.expired');
    expect((await setPassword(third)).code).toBe('mail_link.expired');
  });

  it('are good for nothing but their own purpose', async () => {
    const person = await people.somebody();
    await walk.resetPassword(person);
    const token = await newest(person);
    expect((await confirm(token)).code).toBe('mail_link.unknown');
    expect((await bed.browser().post('mail-links/not-me', { token })).code).toBe('mail_link.unknown');
    expect((await setPassword(token)).status).toBe(204);
  });

  it('refuse a password that is common or personal, and stay usable', async () => {
    const person = await people.somebody();
    await walk.resetPassword(person);
    const token = await newest(person);
    const refused: [string, string][] = [
      ['mijikai', 'password.too_short'],
      ['Password2026!', 'password.common'],
      [`yama-${person.customerId}-umi`, 'password.contains_personal'],
      ['kankyo-no-aoisora', 'password.contains_context'],
    ];
    for (const [password, code] of refused) {
      const { status, body } = await setPassword(token, password);
      expect(status).toBe(400);
      expect(body).toMatchObject({ errors: [{ path: 'password', code }] });
    }
    expect((await setPassword(token)).status).toBe(204);
  });

  it('change the login ID: the new one signs in, the old one is nobody’s, the old address gets no PIN any more', async () => {
    const person = await people.somebody();
    const waiting = await walk.resetLoginId(person, 'kawatta@mail.example');
    await confirm(await newest(person));
    expect((await waiting.get<PinRun>('pin-run')).body.state).toBe('done');
    expect((await signIn('kawatta@mail.example', PASSWORD)).answer.status).toBe(201);
    expect((await signIn(person.loginId, PASSWORD)).answer.code).toBe('sign_in.refused');
    const contacts = await bed.db.query<{ value: string }[]>(
      "SELECT value FROM contact_point WHERE customer_id = $1 AND kind = 'email' AND retired_at IS NULL AND confirmed_at IS NOT NULL",
      [person.customerId],
    );
    expect(contacts).toEqual([{ value: 'kawatta@mail.example' }]);
  });

  it('change the password: the new one signs in, the old one does not, and nobody is signed in by it', async () => {
    const person = await people.somebody();
    const waiting = await walk.resetPassword(person);
    const reader = bed.browser();
    await reader.post('mail-links/password', { token: await newest(person), password: NEW_PASSWORD });
    expect(reader.cookies.size).toBe(0);
    expect((await waiting.get<PinRun>('pin-run')).body.state).toBe('done');
    expect((await signIn(person.loginId, NEW_PASSWORD)).answer.status).toBe(201);
    expect((await signIn(person.loginId, PASSWORD)).answer.code).toBe('sign_in.refused');
  });

  it.each(['login ID', 'password'])(
    'that change the %s end every session, run and link of the customer',
    async (what) => {
      const person = await people.somebody();
      const devices = await Promise.all([1, 2, 3].map(() => signIn(person.loginId, PASSWORD)));
      const otherRun = bed.browser();
      await otherRun.post('password-resets', { email: person.loginId, phone: person.mobile });
      await walk.resetPassword(person);
      const passwordToken = await newest(person);
      await walk.resetLoginId(person, `${what.replace(' ', '-').toLowerCase()}@owari.example`);
      const loginIdToken = await newest(person);
      const [used, ended] =
        what === 'login ID' ? [loginIdToken, passwordToken] : [passwordToken, loginIdToken];
      expect((await (what === 'login ID' ? confirm(used) : setPassword(used))).status).toBeLessThan(300);
      for (const { browser } of devices) expect((await browser.get('session')).code).toBe('session.ended');
      expect((await otherRun.get<PinRun>('pin-run')).body.state).toBe('ended');
      expect((await inspect(ended)).code).toBe('mail_link.superseded');
    },
  );

  it('tell every contact of the change, the old address included', async () => {
    const person = await people.somebody();
    await walk.resetLoginId(person, 'atarashii-ban@mail.example');
    await confirm(await newest(person));
    const e164 = (phone: string) => `+81${phone.replaceAll('-', '').slice(1)}`;
    expect(
      (await bed.recorded(person.customerId)).filter((line) => line.startsWith('login_id_changed')),
    ).toEqual([
      'login_id_changed email atarashii-ban@mail.example',
      `login_id_changed email ${person.loginId}`,
      `login_id_changed sms ${e164(person.mobile)}`,
      `login_id_changed voice ${e164(person.landline)}`,
    ]);
  });

  it('make an invited login active once its address answered', async () => {
    const person = await people.somebodyInvited();
    await walk.resetPassword(person);
    expect((await setPassword(await newest(person))).status).toBe(204);
    expect((await signIn(person.loginId, NEW_PASSWORD)).answer.status).toBe(201);
  });

  it('end a sign-in that was half-way through when the password changed', async () => {
    const person = await people.somebody();
    await walk.resetPassword(person);
    const token = await newest(person);
    const attempts = Array.from({ length: 10 }, () => signIn(person.loginId, PASSWORD));
    await setPassword(token);
    for (const { browser } of await Promise.all(attempts)) {
      expect((await browser.get('session')).status).toBe(401);
    }
  });

  it('give one address to one of two customers who both asked for it', async () => {
    const rivals = [await people.somebody(), await people.somebody()];
    for (const rival of rivals) await walk.resetLoginId(rival, 'futari@mail.example');
    const answers = await Promise.all(rivals.map(async (rival) => confirm(await newest(rival))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect(answers.find(({ status }) => status === 410)!.code).toBe('mail_link.superseded');
  });

  it('never wait in a circle for a right PIN, a sign-in or それは私ではありません at the same time', async () => {
    for (let round = 0; round < 8; round++) {
      const person = await people.somebody();
      await walk.resetLoginId(person, `wa${String(round)}@mail.example`);
      const token = await newest(person);
      const disown = await bed.notMeToken(person.customerId, 'login_id_link');
      const other = bed.browser();
      const { body: run } = await other.post<PinRun>('password-resets', {
        email: person.loginId,
        phone: person.mobile,
      });
      await other.post('pin-run/pin', { destinationId: run.destinations[0]!.id });
      const code = await bed.lastPin(person.customerId);
      const answers = await Promise.all([
        other.post('password-resets/completion', { code }),
        confirm(token),
        bed.browser().post('mail-links/not-me', { token: disown }),
        bed.browser().signIn(person.loginId, PASSWORD),
        bed.browser().signIn(person.loginId, PASSWORD),
      ]);
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    }
  });

  it('end with the suspension of the customer', async () => {
    const person = await people.somebody();
    await walk.resetPassword(person);
    const token = await newest(person);
    await people.suspend(person);
    expect((await setPassword(token)).code).toBe('mail_link.superseded');
  });

  it('leave one login per customer, whoever writes', async () => {
    const person = await people.somebody();
    const second = aCustomer(person.customerId).withLogin('futatsume@mail.example', people.hash);
    await expect(second.save(bed.db.manager)).rejects.toThrow(/duplicate key/);
    const add = bed.db.query(
      "INSERT INTO credential (customer_id, login_id, password_hash, state) VALUES ($1, 'futatsume@mail.example', 'x', 'active')",
      [person.customerId],
    );
    await expect(add).rejects.toThrow(/credential_pkey/);
  });
});
