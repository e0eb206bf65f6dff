import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from './api-bed';
import { BODIES } from './posts';
import { tableState } from './table-state';
import type { Answer, Visitor } from './visitor';

/** `npm run test:security -- --long`: many more of them. */
const ROUNDS = process.env['SECURITY_LONG'] === '1' ? 60 : 6;
const PATIENCE = 600_000;

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
/** Tables that nobody may change who has not signed in, whatever is sent. */
const GUARDED = [
  'customer',
  'credential',
  'contact_point',
  'session',
  'legacy_login',
  'mail_link',
  'audit_seal',
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

describe('generated requests', () => {
  let bed: ApiBed;
  let stranger: Visitor;
  let customer: Visitor;

  beforeAll(async () => {
    bed = await ApiBed.start({
      SIGN_IN_HOURLY_FAILURES: '100000',
      RUNS_PER_ADDRESS_HOURLY: '100000',
      RUNS_PER_ADDRESS_DAILY: '100000',
      VERIFICATIONS_PER_ADDRESS_MINUTE: '100000',
    });
    stranger = bed.visitor();
    customer = await bed.steppedUp();
    await customer.issuePin(await customer.post('password-changes'));
  });
  afterAll(() => bed.stop());

  /** An answer of ours: no failure of the server, nothing of its inside. */
  function isOurs(answer: Answer, request: string): void {
    expect(answer.status, `${request}: ${answer.text}`).toBeLessThan(500);
    expect(answer.text, request).not.toMatch(/node_modules|\bat \/|"stack"|SELECT |QueryFailed|Error:/);
  }
  async function rankOf(): Promise<string> {
    const [row] = await bed.db.query('SELECT rank_code AS rank FROM customer WHERE customer_id = $1', [
      TARO.customerId,
    ]);
    return row.rank;
  }
  async function guarded(): Promise<object> {
    const state = await tableState(bed.db);
    return Object.fromEntries(GUARDED.map((name) => [name, state[`public.${name}`]]));
  }

  it('are answered without a failure, and change nothing for a stranger', { timeout: PATIENCE }, async () => {
    const before = await guarded();
    for (const [path, right] of Object.entries(BODIES)) {
      for (const body of fc.sample(bodyLike(right), ROUNDS)) {
        const target = path.replace(/\{[^}]+\}/g, '01058735');
        const request = `POST ${target} ${JSON.stringify(body).slice(0, 300)}`;
        isOurs(await stranger.send({ path: target, body: JSON.stringify(body) }), request);
      }
    }
    expect(await guarded()).toEqual(before);
  });

  it(
    'are answered without a failure for a customer, who becomes nothing more by them',
    { timeout: PATIENCE },
    async () => {
      const before = await rankOf();
      for (const [path, right] of Object.entries(BODIES)) {
        for (const body of fc.sample(bodyLike(right), ROUNDS)) {
          const target = path.replace(/\{[^}]+\}/g, '01058735');
          const request = `POST ${target} ${JSON.stringify(body).slice(0, 300)}`;
          isOurs(await customer.send({ path: target, body: JSON.stringify(body) }), request);
        }
      }
      expect(await rankOf()).toBe(before);
    },
  );

  it('with broken ids and queries are answered without a failure', { timeout: PATIENCE }, async () => {
    for (const path of bed.documented('get')) {
      if (path === '/api/pin-run/progress') continue; // a stream, which does not end
      for (const part of fc.sample(value, ROUNDS)) {
        const text = encodeURIComponent(
          JSON.stringify(part)
            .slice(0, 200)
            .replace(/[\ud800-\udfff]/g, '\ufffd'),
        );
        const target = `${path.replace(/\{[^}]+\}/g, text || 'a')}?q=${text}&q=2&page=${text}&cursor=${text}&sort=${text}`;
        isOurs(await customer.send({ method: 'GET', path: target }), `GET ${target}`);
        isOurs(await stranger.send({ method: 'GET', path: target }), `GET ${target}`);
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
});
