import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import type { PasskeyList, RecoveryCodes } from '@daiko/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import type { Browser } from '../../test/browser';
import { PasskeyWalk } from '../../test/passkey-walk';
import { PASSWORD, People, type Person } from '../../test/people';

const WRONG = 'WRNG-WRNG-WRNG';
const MANY = { RECOVERY_CODES_PER_CUSTOMER_HOURLY: '1000', RECOVERY_CODES_PER_ADDRESS_HOURLY: '1000' };

describe('a recovery code', () => {
  let database: TestDatabase;
  let bed: AuthBed;
  let people: People;
  let walk: PasskeyWalk;

  beforeAll(async () => {
    database = await testDatabase();
    bed = await AuthBed.start(database.url, MANY);
    people = await People.settle(bed);
    walk = new PasskeyWalk(bed);
  });
  afterAll(async () => {
    await bed.stop();
    await database.drop();
  });

  const use = (browser: Browser, code?: string) => browser.post('passkey-step/recovery-code', { code });
  const listOf = async (browser: Browser) => (await browser.get<PasskeyList>('passkeys')).body;
  const told = async ({ customerId }: Person, template: string) =>
    (await bed.recorded(customerId)).filter((line) => line.startsWith(`${template} `)).length;

  it('opens a session in the place of the passkey, after a right password, however it is typed', async () => {
    const person = await people.somebody();
    const { codes } = await walk.somebodyRequiring(person);
    const browser = await walk.halfway(person);
    const typed = ` ${codes[3]!.toLowerCase().replaceAll('-', 'ー')} `;
    expect(await use(browser, typed)).toMatchObject({
      status: 201,
      body: { customer: { customerId: person.customerId }, stepUpEndsAt: null },
    });
    expect(browser.cookies.has('__Host-session')).toBe(true);
    expect(browser.cookies.has('__Host-passkey')).toBe(false);
    expect(await told(person, 'recovery_code_used')).toBe(3);
    const [last] = await bed.db.query<{ event: string; detail: object }[]>(
      `SELECT event, detail FROM audit_event WHERE subject = $1 ORDER BY id DESC LIMIT 1`,
      [person.customerId],
    );
    expect(last).toMatchObject({ event: 'sign_in', detail: { method: 'password_and_recovery_code' } });
  });

  it('is for one use, and leaves the passkeys and the requirement as they are', async () => {
    const person = await people.somebody();
    const { codes, device } = await walk.somebodyRequiring(person);
    const browser = await walk.halfway(person);
    await use(browser, codes[0]);
    expect((await use(await walk.halfway(person), codes[0])).code).toBe('recovery_code.refused');
    expect(await listOf(browser)).toMatchObject({
      passkeys: [{ isHeld: false }, { isHeld: false }],
      isRequired: true,
      recoveryCodesLeft: 9,
    });
    expect((await walk.use(bed.browser(), device)).status).toBe(201);
  });

  it('lets one of a hundred in that come with it at once', async () => {
    const person = await people.somebody();
    const { codes } = await walk.somebodyRequiring(person);
    const browser = await walk.halfway(person);
    const answers = await Promise.all(Array.from({ length: 100 }, () => use(browser.copy(), codes[5])));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'recovery_code.refused').length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    const [row] = await bed.db.query<{ used: number }[]>(
      'SELECT count(used_at)::int AS used FROM recovery_code WHERE customer_id = $1',
      [person.customerId],
    );
    expect(row?.used).toBe(1);
  });

  it('opens nothing without the password, nor for anybody else', async () => {
    const [person, other] = [await people.somebody(), await people.somebody()];
    const { codes } = await walk.somebodyRequiring(person);
    await walk.somebodyRequiring(other);
    expect((await use(bed.browser(), codes[0])).code).toBe('passkey.step_over');
    expect((await use(await walk.halfway(other), codes[0])).code).toBe('recovery_code.refused');
    expect((await use(await walk.halfway(person), codes[0])).status).toBe(201);
  });

  it('of before is over when new ones are made, of which every contact is told', async () => {
    const person = await people.somebody();
    const { browser, codes } = await walk.somebodyRequiring(person);
    const { body } = await browser.post<RecoveryCodes>('passkeys/recovery-codes');
    expect(body.codes.filter((code) => codes.includes(code))).toEqual([]);
    expect((await use(await walk.halfway(person), codes[0])).code).toBe('recovery_code.refused');
    expect((await use(await walk.halfway(person), body.codes[0])).status).toBe(201);
    expect(await told(person, 'recovery_codes_made')).toBe(3);
  });

  it('speaks for its owner for half an hour: with the password again, lost passkeys can be replaced', async () => {
    const person = await people.somebody();
    const { codes } = await walk.somebodyRequiring(person);
    const browser = await walk.halfway(person);
    await use(browser, codes[0]);
    expect((await browser.post('passkeys/options')).code).toBe('session.step_up_required');
    await browser.post('session/step-up', { password: PASSWORD });
    expect((await walk.add(browser)).status).toBe(201);
    await bed.db.query(
      `UPDATE session SET passkey_proof_ends_at = passkey_proof_ends_at - interval '30 minutes' WHERE customer_id = $1`,
      [person.customerId],
    );
    expect((await browser.post('passkeys/options')).code).toBe('session.passkey_required');
  });

  it.each(['passkey_required', 'recovery_code_used'])(
    'opens nothing any more once それは私ではありません was said of %s',
    async (template) => {
      const person = await people.somebody();
      const { codes } = await walk.somebodyRequiring(person);
      await use(await walk.halfway(person), codes[0]);
      const token = await bed.notMeToken(person.customerId, template);
      await bed.browser().post('mail-links/not-me', { token });
      expect((await use(await walk.halfway(person), codes[1])).code).toBe('recovery_code.refused');
    },
  );

  it('is kept as a keyed hash, and stands in no row of any table', async () => {
    const person = await people.somebody();
    const { codes } = await walk.somebodyRequiring(person);
    const [used = ''] = codes;
    await use(await walk.halfway(person), WRONG);
    await use(await walk.halfway(person), used);
    const tables = await bed.db.query<{ name: string }[]>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    const found = async (text: string) => {
      const names: string[] = [];
      for (const { name } of tables) {
        const rows = await bed.db.query<unknown[]>(
          `SELECT FROM ${name} AS row WHERE strpos(row::text, $1) > 0 LIMIT 1`,
          [text],
        );
        if (rows.length > 0) names.push(name);
      }
      return names;
    };
    // The search finds what is there.
    expect(await found(person.loginId)).toContain('credential');
    for (const text of [used, used.replaceAll('-', ''), codes[1]!, WRONG])
      expect(await found(text)).toEqual([]);
  });

  // Last, because passport knows one system per process.
  it.each([
    ['customer', { RECOVERY_CODES_PER_CUSTOMER_HOURLY: '3' }],
    ['address', { RECOVERY_CODES_PER_ADDRESS_HOURLY: '3' }],
  ])(
    'is tried three times an hour where the limit per %s says so, and then not even the right one',
    async (by, limit) => {
      const strict = await AuthBed.start(database.url, { ...MANY, ...limit });
      const strictWalk = new PasskeyWalk(strict);
      const person = await people.somebody();
      const { codes } = await strictWalk.somebodyRequiring(person);
      const first = await strictWalk.halfway(person);
      const outcomes = [];
      for (const code of [WRONG, WRONG, WRONG, codes[0]]) {
        const browser = first.copy();
        browser.address = by === 'address' ? '203.0.113.77' : browser.address;
        outcomes.push((await use(browser, code)).code);
      }
      expect(outcomes).toEqual([
        'recovery_code.refused',
        'recovery_code.refused',
        'recovery_code.refused',
        'rate_limit.exceeded',
      ]);
      await strict.stop();
    },
  );
});
