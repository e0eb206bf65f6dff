import * as fc from 'fast-check';
import { figure, IS_LONG } from '@daiko/server-testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';
import { BODIES, PUT_BODIES } from '../support/posts';
import type { Answer, Visitor } from '../support/visitor';

/** `npm run test:security -- --long`: many more of them. */
const ROUNDS = IS_LONG ? 40 : 2;
const TEST_TIMEOUT_MS = 600_000;

/** What breaks what does not look: too long, of another kind, from another alphabet, for another language. */
const BROKEN = [
  '',
  ' ',
  '\u0000',
  'a\r\nBcc: dare@mail.example',
  "' OR 1=1; --",
  '$(id)`id`${7*7}{{7*7}}',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '\ud800',
  '\u202e\u0301'.repeat(40),
  '０１２３４５６７',
  '💣'.repeat(300),
  'a'.repeat(10_000),
  '-1',
  '1e309',
  '9'.repeat(400),
  'NaN',
  'true',
  '=cmd|calc',
  0,
  -1,
  1.5,
  2 ** 60,
  true,
  null,
  [],
  [[]],
  {},
  { $ne: null },
  ['a', 'b'],
];
/** Tables in which a customer is. */
const PERSONAL = ['customer', 'credential', 'contact_point', 'legacy_login', 'mail_link'];
/** Whoever asks for these has no session afterwards. */
const ENDS = ['/api/session', '/api/session/devices'];
/** 環境 太郎 and all below, a dealer of another branch, nobody, and what is no id. */
const IDS = [
  '01058738',
  '01058735',
  '01058747',
  '99999999',
  '01890000-0000-7000-8000-000000000000',
  '%27%20OR%201',
  '%00',
];

const broken = fc.constantFrom(...BROKEN);
const value = fc.oneof({ weight: 3, arbitrary: broken }, { weight: 1, arbitrary: fc.jsonValue() });

/** A body that is right, with some of its fields broken, gone, or joined by others. */
function bodyLike(right: Record<string, unknown>): fc.Arbitrary<object> {
  const fields = Object.entries(right).map(
    ([name, was]) =>
      [name, fc.oneof({ weight: 2, arbitrary: fc.constant(was) }, { weight: 2, arbitrary: value })] as const,
  );
  const known = fc.record(Object.fromEntries(fields), { requiredKeys: [] });
  const more = fc.dictionary(fc.constantFrom('role', 'customerId', 'id', 'version', 'name'), value, {
    maxKeys: 1,
  });
  return fc.oneof(
    { weight: 4, arbitrary: known },
    { weight: 1, arbitrary: fc.tuple(known, more).map(([one, other]) => ({ ...one, ...other })) },
  );
}

type Role = 'stranger' | 'customer' | 'dealer' | 'operator';
/** 青葉 由美子, who manages nobody. */
const MEMBER = '01058737';

describe('generated requests', () => {
  let bed: ApiBed;
  const roles = {} as Record<Role, Visitor>;
  let sent = 0;
  const failures: string[] = [];

  beforeAll(async () => {
    bed = await ApiBed.start({
      SIGN_IN_HOURLY_FAILURES: '100000',
      RUNS_PER_ADDRESS_HOURLY: '100000',
      RUNS_PER_ADDRESS_DAILY: '100000',
      VERIFICATIONS_PER_ADDRESS_MINUTE: '100000',
    });
    roles.stranger = bed.visitor();
    roles.customer = bed.visitor();
    roles.dealer = await bed.steppedUp();
    roles.operator = await bed.operator();
    const [{ loginId }] = await bed.db.query(
      `SELECT login_id AS "loginId" FROM credential WHERE customer_id = '${MEMBER}'`,
    );
    await roles.customer.post('sessions', { loginId, password: TARO.password });
    await roles.customer.stepUp(TARO.password);
    await bed.proveByPasskey();
    for (const role of ['customer', 'dealer'] as const)
      await roles[role].issuePin(await roles[role].post('password-changes'));
  });
  afterAll(() => bed.stop());

  afterEach(() => expect(failures).toEqual([]));

  /** An answer of ours: no failure of the server, nothing of its inside. */
  function isOurs(answer: Answer, request: string): void {
    sent += 1;
    const isInside = /node_modules|\bat \/|"stack"|SELECT |QueryFailed|Error:/.test(answer.text);
    if (answer.status >= 500 || isInside) failures.push(`${request}: ${answer.text}`);
  }
  /** All customers but these: what is on file of them. */
  async function othersThan(own: readonly string[]): Promise<object> {
    const states = PERSONAL.map(async (table) => {
      const [row] = await bed.db.query(
        `SELECT md5(string_agg(line, '' ORDER BY line)) AS state FROM (
           SELECT row::text AS line FROM ${table} AS row WHERE customer_id <> ALL ($1)) AS lines`,
        [own],
      );
      return [table, row.state];
    });
    return Object.fromEntries(await Promise.all(states));
  }
  async function belowOf(customerId: string): Promise<string[]> {
    const rows = await bed.db.query<{ id: string }[]>(
      `WITH RECURSIVE below AS (SELECT customer_id AS id FROM customer WHERE customer_id = $1
         UNION ALL SELECT customer_id FROM customer JOIN below ON parent_customer_id = id) SELECT id FROM below`,
      [customerId],
    );
    return rows.map(({ id }) => id);
  }

  const operations = () =>
    (['post', 'put', 'delete'] as const).flatMap((method) =>
      bed
        .documented(method)
        .filter((path) => method !== 'delete' || !ENDS.includes(path))
        .map((path) => ({ method, path })),
    );
  async function sendAll(role: Role): Promise<void> {
    for (const { method, path } of operations())
      for (const body of fc.sample(bodyLike(BODIES[path] ?? PUT_BODIES[path] ?? {}), ROUNDS)) {
        const target = path.replace(/\{[^}]+\}/g, () => IDS[sent % IDS.length]!);
        const text = method === 'delete' ? undefined : JSON.stringify(body);
        const answer = await roles[role].send({
          method: method.toUpperCase() as 'POST',
          path: target,
          body: text,
        });
        isOurs(answer, `${method} ${target} ${(text ?? '').slice(0, 300)}`);
      }
  }

  it(
    'of a stranger are answered without a failure, and change nothing of anybody',
    { timeout: TEST_TIMEOUT_MS },
    async () => {
      const before = await othersThan([]);
      await sendAll('stranger');
      expect(await othersThan([])).toEqual(before);
    },
  );

  it(
    'of a customer are answered without a failure, and change nothing of anybody else',
    { timeout: TEST_TIMEOUT_MS },
    async () => {
      const before = await othersThan([MEMBER]);
      await sendAll('customer');
      expect(await othersThan([MEMBER])).toEqual(before);
    },
  );

  it(
    'of a dealer are answered without a failure, and change nothing outside of the own tree',
    { timeout: TEST_TIMEOUT_MS },
    async () => {
      const own = await belowOf(TARO.customerId);
      const before = await othersThan(own);
      await sendAll('dealer');
      expect(await othersThan([...own, ...(await belowOf(TARO.customerId))])).toEqual(before);
    },
  );

  it('of an operator are answered without a failure', { timeout: TEST_TIMEOUT_MS }, async () => {
    await sendAll('operator');
  });

  it('with broken ids and queries are answered without a failure', { timeout: TEST_TIMEOUT_MS }, async () => {
    for (const path of bed.documented('get')) {
      if (path === '/api/pin-run/progress') continue; // a stream, which does not end
      for (const part of fc.sample(value, ROUNDS)) {
        const text = encodeURIComponent(
          JSON.stringify(part)
            .slice(0, 200)
            .replace(/[\ud800-\udfff]/g, '\ufffd'),
        );
        const target = `${path.replace(/\{[^}]+\}/g, text || 'a')}?q=${text}&q=2&page=${text}&cursor=${text}&sort=${text}`;
        for (const visitor of Object.values(roles))
          isOurs(await visitor.send({ method: 'GET', path: target }), `GET ${target}`);
      }
    }
  });

  it.each([['__Host-session'], ['__Host-run']])(
    'with a broken cookie %s are answered without a failure',
    async (name) => {
      for (const text of [
        '',
        'a',
        'a'.repeat(43),
        'a'.repeat(5_000),
        '%00',
        '"quoted"',
        '../..',
        "' OR 1=1",
      ]) {
        for (const path of ['/api/session', '/api/pin-run', '/api/credential']) {
          const answer = await bed
            .visitor()
            .send({ method: 'GET', path, headers: { cookie: `${name}=${text}` } });
          isOurs(answer, `${path} with ${name}=${text}`);
          expect([401, 404, 431]).toContain(answer.status);
        }
      }
    },
  );

  it('came by the thousand, and left no line break and no header in anything that is mailed', async () => {
    const held = PERSONAL.map(async (table) => {
      const rows = await bed.db.query<unknown[]>(
        `SELECT FROM ${table} AS row WHERE to_jsonb(row)::text ~ '\\\\[rn]|Bcc'`,
      );
      return rows.length;
    });
    const broken = (await Promise.all(held)).reduce((sum, count) => sum + count, 0);
    const what = `failures of ${String(sent)} generated requests to ${String(operations().length)} operations and all GETs`;
    figure('S9', what, 0, failures.length);
    figure('S9', 'rows of people, contacts and links with a line break or a header in them', 0, broken);
    expect(broken).toBe(0);
    expect(sent).toBeGreaterThan(400);
  });
});
