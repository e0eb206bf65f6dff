import type { Problem } from '@daiko/contracts';
import { figure } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument } from '../../src/openapi/openapi';
import { ApiBed } from '../support/api-bed';
import { BODIES, PUT_BODIES, withIds } from '../support/posts';
import { problemIn, type Answer, type RawRequest, type Visitor } from '../support/visitor';

const TIMEOUT_MS = 600_000;

/** Values for an address, percent-encoded: each has broken a server somewhere. */
const NUL = '%00';
const HOSTILE = [
  NUL,
  `01058735${NUL}`,
  '',
  '%ff%fe',
  '%27%20OR%201%3D1--',
  '------------------------------------',
  '1.------------------------------------',
  'g1890000-0000-7000-8000-000000000000',
  '%7B01890000-0000-7000-8000-000000000001%7D',
  '9223372036854775808',
  '1e309',
  '-1',
  '0000-00-00',
  '2026-02-30T25%3A61%3A00Z',
  '%EF%BF%BF%E2%80%AE%F0%9F%92%A3',
  '__proto__',
  'a'.repeat(99),
];
/** Streams do not end, and these end the session that asks. */
const LEFT_OUT = /\/progress$|^\/api\/session(\/devices)?$/;
/** Judged by their signature first. */
const SIGNED = /^\/api\/webhooks\//;

const BROKEN_OFF = 599;

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
interface Parameter {
  in: 'path' | 'query' | 'header';
  name: string;
  required?: boolean;
}
interface Operation {
  method: Method;
  path: string;
  parameters: Parameter[];
}

describe('the parameters of every operation', () => {
  let bed: ApiBed;
  let roles: Record<'operator' | 'dealer' | 'nobody', Visitor>;
  let operations: Operation[];

  beforeAll(async () => {
    bed = await ApiBed.start();
    roles = { operator: await bed.operator(), dealer: await bed.steppedUp(), nobody: bed.visitor() };
    operations = Object.entries(openApiDocument(bed.app).paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, { parameters?: Parameter[] }>).map(
        ([method, { parameters = [] }]) => ({
          method: method.toUpperCase() as Method,
          path,
          parameters,
        }),
      ),
    );
  });
  afterAll(() => bed.stop());

  /** The operation with one parameter as it is given, and every other one in order. */
  function request({ method, path, parameters }: Operation, name: string, ...values: string[]): RawRequest {
    const [value = ''] = values;
    const inPath = path.includes(`{${name}}`);
    const target = withIds(inPath ? path.replace(`{${name}}`, value) : path);
    const query = parameters
      .filter((one) => one.in === 'query' && (one.name === name || one.required === true))
      .flatMap((one) =>
        one.name === name
          ? values.map((text) => `${name}=${text}`)
          : [`${one.name}=${one.name === 'encoding' ? 'utf-8' : '01058734'}`],
      );
    const body = BODIES[path] ?? PUT_BODIES[path];
    return {
      method,
      path: query.length > 0 ? `${target}?${query.join('&')}` : target,
      ...(body !== undefined && method !== 'GET' && method !== 'DELETE' && { body: JSON.stringify(body) }),
    };
  }

  const all = () =>
    operations
      .filter(({ path }) => !LEFT_OUT.test(path))
      .flatMap((operation) => operation.parameters.map(({ name }) => ({ operation, name })));

  it('are all in the document: those of the path, of searches and of pages', () => {
    const named = operations.map(({ path, parameters }) => ({
      inPath: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
      declared: parameters.filter((one) => one.in === 'path').map(({ name }) => name),
    }));
    for (const { inPath, declared } of named) expect(declared).toEqual(inPath);
    const ofQueries = operations.flatMap(({ method, path, parameters }) =>
      parameters.filter((one) => one.in === 'query').map(({ name }) => `${method} ${path} ${name}`),
    );
    expect(ofQueries).toEqual(
      expect.arrayContaining([
        'GET /api/customers rank',
        'GET /api/customers after',
        'GET /api/customers/{customerId}/move parentCustomerId',
        'GET /api/operations/notifications after',
        'GET /api/operations/customers/{customerId}/timeline before',
      ]),
    );
  });

  it(
    'never make the server fail, whatever is in them and whoever asks',
    { timeout: TIMEOUT_MS },
    async () => {
      const failures: string[] = [];
      let sent = 0;
      for (const { operation, name } of all())
        for (const value of HOSTILE)
          for (const [role, visitor] of Object.entries(roles)) {
            // An export that breaks off in the middle has no answer at all.
            const status = await visitor.send(request(operation, name, value)).then(
              (answer) => answer.status,
              () => BROKEN_OFF,
            );
            sent += 1;
            if (status >= 500)
              failures.push(`${role}: ${operation.method} ${operation.path} ${name}=${value}`);
          }
      figure('S9', `failures of ${String(sent)} requests with hostile parameters`, 0, failures.length);
      expect(failures).toEqual([]);
      expect(sent).toBeGreaterThan(1_000);
    },
  );

  it(
    'that hold what no database keeps are refused, and the field is named',
    { timeout: TIMEOUT_MS },
    async () => {
      for (const { operation, name } of all().filter((one) => !SIGNED.test(one.operation.path)))
        for (const value of [NUL, `01058735${NUL}`]) {
          const answer = await roles.operator.send(request(operation, name, value));
          expectRefusal(answer, name, `${operation.method} ${operation.path} ${name}=${value}`);
        }
    },
  );

  it('that are said twice are refused, and the field is named', { timeout: TIMEOUT_MS }, async () => {
    const ofQuery = all().filter(({ operation, name }) => !operation.path.includes(`{${name}}`));
    expect(ofQuery.length).toBeGreaterThan(10);
    for (const { operation, name } of ofQuery) {
      const answer = await roles.operator.send(request(operation, name, '01058735', '01058735'));
      expectRefusal(answer, name, `${operation.method} ${operation.path} ${name} twice`);
    }
  });

  function expectRefusal(answer: Answer, name: string, what: string): void {
    expect(answer.status, what).toBe(400);
    const problem: Problem = problemIn(answer);
    expect(
      problem.errors?.map(({ path }) => path),
      what,
    ).toContain(name);
  }

  it.each(['user-agent', 'x-twilio-signature', 'origin', 'sec-fetch-site', 'cookie', 'if-none-match'])(
    'of the header %s never make the server fail',
    async (header) => {
      for (const value of ['', 'ÿþ\u0080', '%00', 'a'.repeat(7_000), "' OR 1=1", '{}', '=;=;='])
        for (const { method, path } of operations.filter((one) => !LEFT_OUT.test(one.path)).slice(0, 30)) {
          const answer = await bed
            .visitor()
            .send({ method, path: withIds(path), headers: { [header]: value } });
          expect(answer.status, `${method} ${path} ${header}: ${value.slice(0, 20)}`).toBeLessThan(500);
        }
    },
  );
});
