import type { Problem } from '@daiko/contracts';
import { figure } from '@daiko/server-testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ApiBed } from '../support/api-bed';
import { BODIES, CSV_ROUTES, PUT_BODIES, SIGNED_FORMS, withIds } from '../support/posts';
import { tableState } from '../support/table-state';
import { problemIn, type Answer, type RawRequest, type Visitor } from '../support/visitor';

/** A reader that goes astray on a megabyte takes many seconds; a busy machine takes a part of one. */
const ANSWER_TIMEOUT_MS = 2_000;

/** Routes that are closed to everybody else, whatever is sent. */
const OF_OPERATORS = /^\/api\/operations\/|\/(passkey-removal|operator-approval|operator-refusal)$/;

const routes = Object.entries({ ...BODIES, ...PUT_BODIES });
const bodyOf = (path: string) => BODIES[path] ?? PUT_BODIES[path] ?? {};
const fields = routes.flatMap(([path, body]) =>
  Object.keys(body)
    .filter((field) => typeof body[field] === 'string')
    .map((field) => [path, field] as const),
);

describe('bad input', () => {
  let bed: ApiBed;
  /** Signed in, stepped up, in the middle of a run: no route is closed to them. */
  let visitor: Visitor;
  /** Their routes are closed to everybody else, whatever is sent. */
  let operator: Visitor;
  let before: Record<string, string>;
  const tally = { sent: 0, refused: 0 };

  beforeAll(async () => {
    bed = await ApiBed.start();
    visitor = await bed.steppedUp();
    await visitor.issuePin(await visitor.post('password-changes'));
    operator = await bed.operator();
    await bed.proveByPasskey();
  });
  beforeEach(async () => {
    before = await tableState(bed);
  });
  afterAll(() => bed.stop());

  function send(request: RawRequest): Promise<Answer> {
    const sender = OF_OPERATORS.test(request.path) ? operator : visitor;
    const method = request.path in PUT_BODIES ? 'PUT' : 'POST';
    return sender.send({ method, ...request, path: withIds(request.path) });
  }

  /** Sends what must be refused: a problem with a code of ours, no word of the inside, and nothing changed. */
  async function refused(request: RawRequest): Promise<Problem> {
    tally.sent += 1;
    const answer = await send(request);
    const problem = problemIn(answer);
    expect(problem.status).toBeGreaterThanOrEqual(400);
    expect(problem.status).toBeLessThan(500);
    expect(await tableState(bed)).toEqual(before);
    tally.refused += 1;
    return problem;
  }
  const codes = (path: string, texts: string[]) =>
    Promise.all(texts.map(async (body) => (await refused({ path, body })).code));

  it('is tried on every route that takes a body', () => {
    expect(bed.documented('post').sort()).toEqual([...Object.keys(BODIES), ...SIGNED_FORMS].sort());
    expect(bed.documented('put').sort()).toEqual([...Object.keys(PUT_BODIES), ...CSV_ROUTES].sort());
  });

  it.each(fields)('%s refuses whatever is no string as %s', async (path, field) => {
    for (const value of [[], ['a'], {}, { a: 1 }, 0, 123456, true, null]) {
      const body = JSON.stringify({ ...bodyOf(path), [field]: value });
      const { code, errors } = await refused({ path, body });
      const paths = new Set(errors?.map((error) => error.path));
      expect([code, ...paths]).toEqual(['request.invalid', field]);
    }
  });

  it.each(fields)('%s asks for %s where it is missing', async (path, field) => {
    const { [field]: _, ...rest } = bodyOf(path);
    const { code, errors } = await refused({ path, body: JSON.stringify(rest) });
    expect([code, errors?.map((error) => error.path)]).toEqual(['request.invalid', [field]]);
  });

  it.each(fields)('%s judges a %s of a megabyte without delay', async (path, field) => {
    for (const [length, expected] of [
      [1_000_000, 'request.too_large'],
      [15_000, 'request.invalid'],
    ] as const) {
      const body = JSON.stringify({ ...bodyOf(path), [field]: '0'.repeat(length) });
      const began = performance.now();
      const answer = await send({ path, body });
      expect(performance.now() - began).toBeLessThan(ANSWER_TIMEOUT_MS);
      expect(problemIn(answer).code).toBe(expected);
    }
    expect(await tableState(bed)).toEqual(before);
  });

  it.each(routes)('%s refuses whatever is no object', async (path, body) => {
    const texts = ['[]', '"text"', '42', 'null', 'true', JSON.stringify([body])];
    expect(new Set(await codes(path, texts))).toEqual(new Set(['request.invalid']));
  });

  it.each(routes)('%s refuses a field that it does not know', async (path, body) => {
    const texts = [{ role: 'operator' }, { customerId2: '1' }, { toString: 'a' }].map((more) =>
      JSON.stringify({ ...body, ...more }),
    );
    expect(new Set(await codes(path, texts))).toEqual(new Set(['request.invalid']));
  });

  it.each(routes)('%s refuses what reaches for a prototype', async (path, body) => {
    const rest = JSON.stringify(body).slice(1);
    const more = rest === '}' ? rest : `,${rest}`;
    const texts = [
      `{"__proto__":{"role":"operator"}${more}`,
      `{"__\\u0070roto__":{"role":"operator"}${more}`,
      `{"constructor":{"prototype":{"role":"operator"}}${more}`,
    ];
    expect(new Set(await codes(path, texts))).toEqual(new Set(['request.malformed']));
    expect(({} as { role?: string }).role).toBeUndefined();
  });

  it.each(fields)('%s refuses two of %s in one object', async (path, field) => {
    const body = JSON.stringify(bodyOf(path)).replace('{', `{"${field}":"first",`);
    expect((await refused({ path, body })).code).toBe('request.malformed');
  });

  it.each(routes)('%s refuses broken JSON', async (path) => {
    const texts = ['{', '{"a":', "{'a':1}", '{"a":1,}', '\u0000', '{"a":"\n"}', 'undefined', '{}{}'];
    expect(new Set(await codes(path, texts))).toEqual(new Set(['request.malformed']));
  });

  it.each(routes)('%s refuses an empty body', async (path) => {
    expect((await refused({ path, body: '' })).status).toBe(400);
    const { status } = await refused({ path });
    expect([400, 415]).toContain(status);
  });

  it.each(routes)('%s refuses a body that no form of ours can have', async (path) => {
    const body = JSON.stringify({ a: 'a'.repeat(20_000) });
    expect((await refused({ path, body })).code).toBe('request.too_large');
  });

  it.each(routes)('%s refuses thousands of nested brackets', async (path) => {
    const texts = [
      '['.repeat(8_000),
      `${'['.repeat(8_000)}${']'.repeat(8_000)}`,
      `${'{"a":'.repeat(2_600)}1${'}'.repeat(2_600)}`,
    ];
    for (const code of await codes(path, texts)) expect(code).toMatch(/^request\.(malformed|invalid)$/);
  });

  it.each(SIGNED_FORMS)('%s refuses forms that Twilio did not sign', async (path) => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const request of [
      { body: 'CallSid=CA1&AccountSid=AC00000000000000000000000000000000', headers: form },
      { body: 'CallSid=CA1', headers: { ...form, 'x-twilio-signature': 'AAAA' } },
      { body: '', headers: form },
      { body: '{}' },
      { body: '[]' },
      { body: '42' },
    ]) {
      expect((await refused({ path: withIds(path), ...request })).code).toBe('webhook.unsigned');
    }
  });

  it('was refused wherever it was sent', () => {
    const what = 'broken bodies: other types, doubled, missing and unknown fields, prototypes, depth';
    figure('S9', what, `${String(tally.sent)} refused`, tally.refused);
    expect(tally.refused).toBe(tally.sent);
  });
});
