import { testDatabase, warmPool, type TestDatabase } from '@daiko/server-testing';
import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import type { Answer, Browser } from '../../test/browser';
import { PASSWORD, People, type Person } from '../../test/people';

describe('sign-in', () => {
  let database: TestDatabase;
  let bed: AuthBed;
  let people: People;

  beforeAll(async () => {
    database = await testDatabase();
    bed = await AuthBed.start(database.url, { SIGN_IN_HOURLY_FAILURES: '12' });
    people = await People.settle(bed);
    await warmPool(bed.db);
  });
  afterAll(async () => {
    await bed.stop();
    await database.drop();
  });

  const wrong = (index: number) => `chigau-kagi-${String(index)}`;
  /** Wrong passwords one after the other, each after the wait before it. */
  const fail = async (browser: Browser, person: Person, times: number): Promise<Answer | undefined> => {
    let last: Answer | undefined;
    for (let index = 0; index < times; index++) {
      await waitIsOver();
      last = await browser.signIn(person.loginId, wrong(index));
      expect(last.code).toBe('sign_in.refused');
    }
    return last;
  };
  const waitIsOver = () => bed.db.query('UPDATE sign_in_throttle SET blocked_until = NULL');
  const retryAfter = async (browser: Browser, person: Person): Promise<number> => {
    const { code, headers } = await browser.signIn(person.loginId, PASSWORD);
    expect(code).toBe('rate_limit.exceeded');
    return Number(headers['retry-after']);
  };

  it('accepts the login ID in any case and width', async () => {
    const person = await people.somebody();
    const typed = ` ${person.loginId.toUpperCase().replace('@', '＠')} `;
    expect((await bed.browser().signIn(typed, PASSWORD)).status).toBe(201);
  });

  it('compares the password to the last sign, blanks included', async () => {
    const person = await people.somebody();
    expect((await bed.browser().signIn(person.loginId, `${PASSWORD} `)).code).toBe('sign_in.refused');
    expect((await bed.browser().signIn(person.loginId, PASSWORD.toUpperCase())).code).toBe('sign_in.refused');
  });

  it('refuses unknown, wrong and not yet confirmed with one and the same answer', async () => {
    const person = await people.somebody();
    const invited = await people.somebodyInvited();
    const answers = await Promise.all([
      bed.browser().signIn('nobody@mail.example', PASSWORD),
      bed.browser().signIn('not an address', PASSWORD),
      bed.browser().signIn(person.loginId, wrong(1)),
      bed.browser().signIn(invited.loginId, PASSWORD),
    ]);
    for (const { body, headers } of answers) {
      const { instance, ...rest } = body as unknown as { instance: string };
      expect(instance).toMatch(/^[\da-f-]{36}$/);
      expect(rest).toEqual({ status: 401, code: 'sign_in.refused' });
      expect(Object.keys(headers).sort()).toEqual(Object.keys(answers[0].headers).sort());
    }
  });

  it('tells of a suspension to those alone who know the password', async () => {
    const person = await people.somebody();
    await people.suspend(person);
    expect((await bed.browser().signIn(person.loginId, wrong(1))).code).toBe('sign_in.refused');
    expect((await bed.browser().signIn(person.loginId, PASSWORD)).code).toBe('sign_in.suspended');
  });

  it('counts the right password of a login that was never confirmed as a failure', async () => {
    const person = await people.somebody();
    await bed.db.query("UPDATE credential SET state = 'invited' WHERE customer_id = $1", [person.customerId]);
    const browser = bed.browser();
    await fail(browser, person, 5);
    expect((await browser.signIn(person.loginId, PASSWORD)).code).toBe('sign_in.refused');
    expect(await retryAfter(browser, person)).toBe(1);
  });

  it('judges the body by the contract before any password is compared', async () => {
    const ask = (body: object) => bed.browser().post('sessions', body);
    const bad = [
      {},
      { loginId: 'a@b.jp' },
      { loginId: ['a@b.jp'], password: 'x' },
      { loginId: 'a', password: 'x', more: 1 },
    ];
    for (const body of bad) expect((await ask(body)).code).toBe('request.invalid');
    expect((await ask({ loginId: 'a@b.jp', password: '' })).body).toMatchObject({
      errors: [{ path: 'password', code: 'password.required' }],
    });
  });

  it('makes nobody wait for five wrong passwords, then a second more each time', async () => {
    const person = await people.somebody();
    const browser = bed.browser();
    await fail(browser, person, 5);
    expect((await browser.signIn(person.loginId, wrong(6))).code).toBe('sign_in.refused');
    expect(await retryAfter(browser, person)).toBe(1);
    await fail(browser, person, 2);
    expect(await retryAfter(browser, person)).toBe(3);
  });

  it('makes the tenth wait a minute, and the next ones up to fifteen', async () => {
    const person = await people.somebody();
    const browser = bed.browser();
    await fail(browser, person, 10);
    expect(await retryAfter(browser, person)).toBe(60);
    await fail(browser, person, 1);
    expect(await retryAfter(browser, person)).toBe(120);
  });

  it('counts the same wrong password once', async () => {
    const person = await people.somebody();
    const browser = bed.browser();
    for (let time = 0; time < 9; time++) {
      expect((await browser.signIn(person.loginId, wrong(0))).code).toBe('sign_in.refused');
    }
    expect((await browser.signIn(person.loginId, PASSWORD)).status).toBe(201);
  });

  it('starts over after a right password', async () => {
    const person = await people.somebody();
    const browser = bed.browser();
    await fail(browser, person, 5);
    expect((await browser.signIn(person.loginId, PASSWORD)).status).toBe(201);
    await fail(browser, person, 5);
    expect((await browser.signIn(person.loginId, PASSWORD)).status).toBe(201);
  });

  it('compares no more than six of two hundred wrong passwords that arrive at once', async () => {
    const person = await people.somebody();
    const attacker = bed.browser();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => attacker.signIn(person.loginId, wrong(index))),
    );
    const codes = answers.map(({ code }) => code);
    expect(codes.filter((code) => code === 'sign_in.refused')).toHaveLength(6);
    expect(codes.filter((code) => code === 'rate_limit.exceeded')).toHaveLength(194);
  });

  it('lets the owner in while somebody elsewhere guesses', async () => {
    const person = await people.somebody();
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => bed.browser().signIn(person.loginId, wrong(index))),
    );
    expect((await bed.browser().signIn(person.loginId, PASSWORD)).status).toBe(201);
  });

  it('answers later for an account under attack from many addresses', async () => {
    const person = await people.somebody();
    const waits = async () => {
      const start = performance.now();
      await bed.browser().signIn(person.loginId, PASSWORD);
      return performance.now() - start;
    };
    for (let index = 0; index < 12; index++) await bed.browser().signIn(person.loginId, wrong(index));
    expect(await waits()).toBeGreaterThan(990);
  });

  it('keeps neither login IDs, addresses nor passwords of failures', async () => {
    const person = await people.somebody();
    const browser = bed.browser();
    await browser.signIn(person.loginId, 'canary-password-1');
    const rows = await bed.db.query<{ row: string }[]>(
      'SELECT sign_in_throttle::text AS row FROM sign_in_throttle',
    );
    const hex = (text: string) => Buffer.from(text).toString('hex');
    for (const secret of [person.loginId, 'canary-password-1', browser.address]) {
      expect(JSON.stringify(rows)).not.toContain(secret);
      expect(JSON.stringify(rows)).not.toContain(hex(secret));
    }
  });

  it('renews a hash that was made more cheaply than the settings ask for', async () => {
    const person = await people.somebody();
    const cheap = await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    const stored = async () => {
      const [row] = await bed.db.query<{ hash: string }[]>(
        'SELECT password_hash AS hash FROM credential WHERE customer_id = $1',
        [person.customerId],
      );
      return row!.hash;
    };
    await bed.db.query('UPDATE credential SET password_hash = $2 WHERE customer_id = $1', [
      person.customerId,
      cheap,
    ]);
    expect((await bed.browser().signIn(person.loginId, PASSWORD)).status).toBe(201);
    await vi.waitFor(async () => {
      expect(await stored()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1,fold=1,keyid=dev-test\$/);
    });
    expect((await bed.browser().signIn(person.loginId, PASSWORD)).status).toBe(201);
  });

  it('takes as long for an unknown login as for a wrong password', async () => {
    const person = await people.somebody();
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let round = 0; round < 30; round++) {
      for (const kind of ['known', 'unknown'] as const) {
        const loginId = kind === 'known' ? person.loginId : `nobody${String(round)}@mail.example`;
        const start = performance.now();
        await bed.browser().signIn(loginId, wrong(round));
        times[kind].push(performance.now() - start);
        await bed.db.query('DELETE FROM sign_in_throttle');
      }
    }
    const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
    expect(Math.abs(median(times.known) - median(times.unknown))).toBeLessThan(0.5 * median(times.known));
  });
});
