import { figure } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed } from '../support/api-bed';
import { BODIES, PUT_BODIES, SIGNED_FORMS, withIds } from '../support/posts';
import { tableState } from '../support/table-state';
import type { RawRequest, Visitor } from '../support/visitor';

/** What a browser says of a request that another page made it send. */
const FOREIGN: [string, Record<string, string>][] = [
  ['a foreign origin', { origin: 'https://evil.example' }],
  ['an origin that is hidden', { origin: 'null' }],
  ['an origin that begins like ours', { origin: 'http://127.0.0.1:3000.evil.example' }],
  ['our name with another scheme', { origin: 'https://127.0.0.1:3000' }],
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['another subdomain', { 'sec-fetch-site': 'same-site' }],
  ['another site, with our origin', { 'sec-fetch-site': 'cross-site', origin: 'http://127.0.0.1:3000' }],
  ['a navigation from another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
];
/** What a form or a script of another site can send without being asked first. */
const SIMPLE_TYPES = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=a'];

/** Nobody but Twilio calls them, and proves it by a signature; cookies mean nothing there. */
const isSigned = (path: string) => SIGNED_FORMS.includes(path);

describe('what other sites make a browser send', () => {
  let bed: ApiBed;
  let visitor: Visitor;
  let operations: Pick<RawRequest, 'method' | 'path'>[];
  let before: Record<string, string>;

  beforeAll(async () => {
    bed = await ApiBed.start();
    visitor = await bed.operator();
    await visitor.issuePin(await visitor.post('password-changes'));
    operations = (['post', 'put', 'delete'] as const).flatMap((method) =>
      bed
        .documented(method)
        .filter((path) => !isSigned(path))
        .map((path) => ({ method: method.toUpperCase() as 'POST', path })),
    );
    before = await tableState(bed);
  });
  afterAll(() => bed.stop());

  /** As an operator who is signed in, stepped up and in a run: nothing but where it comes from is in the way. */
  async function codeOf(
    { method, path }: Pick<RawRequest, 'method' | 'path'>,
    headers: Record<string, string>,
  ): Promise<string | undefined> {
    const body = method === 'DELETE' ? undefined : JSON.stringify(BODIES[path] ?? PUT_BODIES[path] ?? {});
    return (await visitor.send({ method, path: withIds(path), body, headers })).code;
  }

  it('is refused by every operation that changes something', async () => {
    const wrong: string[] = [];
    for (const operation of operations)
      for (const [what, headers] of FOREIGN) {
        const code = await codeOf(operation, headers);
        if (code !== 'request.cross_site')
          wrong.push(`${String(operation.method)} ${operation.path}: ${what}, ${code ?? 'done'}`);
      }
    figure(
      'web',
      `cells of ${String(operations.length)} operations by ${String(FOREIGN.length)} foreign requests`,
      'all refused',
      operations.length * FOREIGN.length - wrong.length,
    );
    expect(wrong).toEqual([]);
    expect(await tableState(bed)).toEqual(before);
  });

  it('is refused as a form, from wherever it comes', async () => {
    const wrong: string[] = [];
    const withBody = operations.filter(({ method }) => method !== 'DELETE');
    for (const operation of withBody)
      for (const type of SIMPLE_TYPES) {
        const code = await codeOf(operation, { 'content-type': type });
        if (code !== 'request.wrong_type') wrong.push(`${operation.path}: ${type}, ${code ?? 'done'}`);
      }
    figure(
      'web',
      `cells of ${String(withBody.length)} operations by ${String(SIMPLE_TYPES.length)} kinds of form`,
      'all refused',
      withBody.length * SIMPLE_TYPES.length - wrong.length,
    );
    expect(wrong).toEqual([]);
    expect(await tableState(bed)).toEqual(before);
  });

  it('is let through from our own pages', async () => {
    const own: Record<string, string>[] = [
      { 'sec-fetch-site': 'same-origin' },
      { origin: 'http://127.0.0.1:3000' },
    ];
    for (const headers of own) {
      const extension = { path: '/api/session/extension', body: '{}', headers };
      expect((await visitor.send(extension)).status).toBe(200);
    }
  });
});
