import { hashPassword } from '@daiko/server-auth';
import { aCustomer } from '@daiko/server-builders';
import { notMeToken } from '@daiko/server-notification';
import { SecretDeriver } from '@daiko/server-platform';
import { figure, testConfig } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';
import type { Visitor } from '../support/visitor';

const PASSWORD = 'kuri-no-ki-no-shita-de-12';
const NEW_PASSWORD = 'umi-kara-kita-kaze-77';
/** How long a session may go on after what ends it, in milliseconds. */
const AT_MOST = 1_000;

interface Somebody {
  customerId: string;
  loginId: string;
  mobile: string;
}

describe('sessions', () => {
  let bed: ApiBed;
  let hash: string;
  let people = 0;

  beforeAll(async () => {
    bed = await ApiBed.start();
    hash = await hashPassword(PASSWORD, testConfig());
  });
  afterAll(() => bed.stop());

  async function somebody(): Promise<Somebody> {
    const number = String(++people).padStart(4, '0');
    const person = {
      customerId: `0107${number}`,
      loginId: `kuri${number}@mail.example`,
      mobile: `090-4444-${number}`,
    };
    await aCustomer(person.customerId)
      .below(TARO.customerId)
      .withMobile(person.mobile)
      .withLogin(person.loginId, hash)
      .save(bed.db.manager);
    return person;
  }

  async function signedIn({ loginId }: Somebody): Promise<Visitor> {
    const visitor = bed.visitor();
    expect((await visitor.post('sessions', { loginId, password: PASSWORD })).status).toBe(201);
    return visitor;
  }

  /** Begins a run, has its PIN sent and gives it. @returns whose browser it was */
  async function givePin(
    person: Somebody,
    visitor: Visitor,
    way: string,
    pair: object,
    more: object,
  ): Promise<void> {
    const run = await visitor.post(way, pair);
    expect(run.status, run.text).toBe(201);
    expect((await visitor.issuePin(run, 'sms')).status).toBe(202);
    const code = await bed.lastPin(person.customerId);
    const given = await visitor.post(`${way}/completion`, { code, ...more });
    expect([200, 202], given.text).toContain(given.status);
  }
  async function resetPassword(person: Somebody): Promise<void> {
    const pair = { email: person.loginId, phone: person.mobile };
    await givePin(person, bed.visitor(), 'password-resets', pair, {});
  }
  async function openLink(person: Somebody, way: string, more: object = {}): Promise<void> {
    const token = await bed.lastLinkToken(person.customerId);
    const { status, text } = await bed.visitor().post(`mail-links/${way}`, { token, ...more });
    expect([200, 204], text).toContain(status);
  }
  async function sayNotMe({ customerId }: Somebody): Promise<void> {
    const [row] = await bed.db.query<{ id: string; keyId: string }[]>(
      `SELECT id, key_id AS "keyId" FROM notification WHERE customer_id = $1 ORDER BY created_at DESC LIMIT 1`,
      [customerId],
    );
    const token = notMeToken(bed.app.get(SecretDeriver), row!);
    expect((await bed.visitor().post('mail-links/not-me', { token })).status).toBe(204);
  }

  /** What ends sessions: prepared, and then done. */
  const ENDS: [string, (person: Somebody) => Promise<() => Promise<unknown>>][] = [
    [
      'a new password by a link',
      async (person) => {
        await resetPassword(person);
        return () => openLink(person, 'password', { password: NEW_PASSWORD });
      },
    ],
    [
      'a new login ID by a link',
      async (person) => {
        const pair = { customerId: person.customerId, phone: person.mobile };
        const email = `atarashii-${person.loginId}`;
        await givePin(person, bed.visitor(), 'login-id-resets', pair, { email });
        return () => openLink(person, 'login-id');
      },
    ],
    [
      'a change of the password elsewhere',
      async (person) => {
        const elsewhere = await signedIn(person);
        await elsewhere.stepUp(PASSWORD);
        return () => givePin(person, elsewhere, 'password-changes', {}, { password: NEW_PASSWORD });
      },
    ],
    [
      'それは私ではありません',
      async (person) => {
        await resetPassword(person);
        return () => sayNotMe(person);
      },
    ],
    [
      'the customer’s suspension',
      ({ customerId }) =>
        Promise.resolve(() =>
          bed.db.query('UPDATE customer SET suspended_at = now() WHERE customer_id = $1', [customerId]),
        ),
    ],
    [
      'signing all others out',
      async (person) => {
        const elsewhere = await signedIn(person);
        return () => elsewhere.send({ method: 'DELETE', path: '/api/session/devices' });
      },
    ],
  ];

  it.each(ENDS)('end with %s, all of them at once', async (what, prepare) => {
    const person = await somebody();
    const end = await prepare(person);
    const devices = [await signedIn(person), await signedIn(person), await signedIn(person)];
    for (const device of devices) expect((await device.get('session')).status).toBe(200);
    await end();
    const began = performance.now();
    const codes = await Promise.all(devices.map(async (device) => (await device.get('session')).code));
    const took = performance.now() - began;
    const ended = codes.filter((code) => code === 'session.ended').length;
    figure(
      'S8',
      `3 sessions after ${what}`,
      '3 ended within 1,000 ms',
      `${String(ended)} after ${took.toFixed(0)} ms`,
    );
    expect(ended).toBe(devices.length);
    expect(took).toBeLessThanOrEqual(AT_MOST);
    for (const device of devices) expect((await device.get('credential')).status).toBe(401);
  });

  it('are five at most, however many sign in', async () => {
    const person = await somebody();
    const devices = Array.from({ length: 12 }, () => bed.visitor());
    const body = { loginId: person.loginId, password: PASSWORD };
    const answers = await Promise.all(devices.map((device) => device.post('sessions', body)));
    for (const { status, code } of answers) expect(code ?? status).toBe(201);
    const states = await Promise.all(devices.map(async (device) => (await device.get('session')).status));
    const open = states.filter((status) => status === 200).length;
    figure('S8', 'sessions open after 12 sign-ins at once', 5, open);
    expect(open).toBe(5);
  });

  it('are never those that a browser brought along', async () => {
    const person = await somebody();
    const attacker = await signedIn(person);
    const [planted, own] = ['f'.repeat(43), attacker.cookies.get('__Host-session')!];
    const adopted: boolean[] = [];
    for (const brought of [planted, own]) {
      const victim = bed.visitor();
      victim.cookies.set('__Host-session', brought);
      await victim.post('sessions', { loginId: person.loginId, password: PASSWORD });
      adopted.push(victim.cookies.get('__Host-session') === brought);
    }
    adopted.push((await attacker.get('session')).status === 200);
    figure(
      'S8',
      'adopted of a made-up token, a live one, and the live one alive afterwards',
      0,
      adopted.filter(Boolean).length,
    );
    expect(adopted).toEqual([false, false, false]);
  });

  it('and all else that was done here is in the trail, by whom, to whom, from where, and what came of it', async () => {
    const rows = await bed.db.query<Record<string, unknown>[]>('SELECT * FROM audit_event');
    const whole = rows.filter(
      ({ at, event, result, actor, subject, address, user_agent }) =>
        [at, event, result, actor, subject, address].every((part) => part !== null && part !== '') &&
        typeof user_agent === 'string',
    );
    const events = new Set(rows.map(({ event }) => event));
    figure(
      'S11',
      `events of ${String(events.size)} kinds with actor, object, time, address, result`,
      rows.length,
      whole.length,
    );
    expect(rows.filter((row) => !whole.includes(row))).toEqual([]);
    expect([...events].sort()).toEqual(
      expect.arrayContaining([
        'identification',
        'login_id.changed',
        'mail_link.sent',
        'mail_link.used',
        'password.changed',
        'pin.checked',
        'pin.issued',
        'recovery.frozen',
        'session.ended',
        'sign_in',
        'step_up',
      ]),
    );
  });
});
