import type { OpenAPIObject } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed } from '../support/api-bed';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
interface Media {
  schema?: { $ref?: string; type?: string };
}
type Content = Record<string, Media> | undefined;

/** Pages of development, files of the client and the board of the queues are no part of the API. */
const OUTSIDE = /^(\/dev\/|\/ops\/queues|\/api\/docs(\/|$)|\/\*$)/;

describe('the published OpenAPI document', () => {
  let bed: ApiBed;
  let text: string;
  let document: OpenAPIObject;
  let operations: [string, Operation][];

  beforeAll(async () => {
    bed = await ApiBed.start();
    ({ text } = await bed.visitor().get('openapi.json'));
    document = JSON.parse(text) as OpenAPIObject;
    operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, Operation>).map(([method, operation]): [string, Operation] => [
        `${method.toUpperCase()} ${path}`,
        operation,
      ]),
    );
  });
  afterAll(() => bed.stop());

  it('is the one that is committed; `npm run openapi` writes it anew', async () => {
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('../../openapi.json');
  });

  it('names the routes of the running server, all of them and no others', () => {
    const tree = bed.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
    const running = routesIn(tree).filter((route) => !OUTSIDE.test(route.split(' ')[1] ?? ''));
    expect(operations.map(([route]) => route).sort()).toEqual(running.sort());
  });

  it('says of every POST what it takes', () => {
    for (const [route, { requestBody }] of operations.filter(([name]) => name.startsWith('POST'))) {
      const content = (requestBody as { content?: Content } | undefined)?.content;
      expect(Object.values(content ?? {}), route).toEqual([
        { schema: expect.objectContaining({}) as unknown },
      ]);
    }
  });

  it('takes no field that the contracts do not name', () => {
    const accepted = Object.entries(document.components?.schemas ?? {}).filter(([name]) =>
      name.endsWith('Request'),
    );
    expect(accepted.length).toBeGreaterThan(8);
    for (const [name, schema] of accepted) {
      expect(schema, name).toMatchObject({ type: 'object', additionalProperties: false });
    }
  });

  it('says of every route how it refuses', () => {
    for (const [route, operation] of operations) {
      const refusal = answersOf(operation).get('default');
      expect(refusal, route).toEqual({
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      });
    }
  });

  it('says of every route what it answers, unless there is nothing to say', () => {
    for (const [route, operation] of operations) {
      const answers = [...answersOf(operation)].filter(([name]) => name !== 'default');
      const [[status, content], ...more] = answers as [[string, Content]];
      expect(more, route).toEqual([]);
      const types = Object.values(content ?? {}).map(({ schema }) => schema?.$ref ?? schema?.type);
      expect(types, route).toEqual(['204', '302'].includes(status) ? [] : [expect.any(String)]);
    }
  });

  it('has every component that it points to', () => {
    const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(20);
    expect(Object.keys(document.components?.schemas ?? {})).toEqual(
      expect.arrayContaining([...new Set(names)]),
    );
  });

  it('says which routes want which cookie', () => {
    const wanting = (name: string) =>
      operations.filter(([, { security }]) => security?.some((one) => name in one)).map(([route]) => route);
    expect(wanting('session')).toEqual(
      expect.arrayContaining(['GET /api/session', 'POST /api/login-id-changes']),
    );
    expect(wanting('run')).toEqual(
      expect.arrayContaining(['GET /api/pin-run', 'POST /api/password-resets/completion']),
    );
    expect(wanting('session')).not.toContain('POST /api/sessions');
  });

  it('says nothing of the inside of the server', () => {
    expect(text).not.toMatch(/Controller\.ts|node_modules|\/dev\//);
  });
});

/** Status and content of each answer that a route declares. */
function answersOf({ responses }: Operation): Map<string, Content> {
  const declared = Object.entries(responses as Record<string, { content?: Content }>);
  return new Map(declared.map(([status, { content }]) => [status, content]));
}

/** `METHOD /path` of every route in Fastify's own tree; HEAD comes with each GET. */
function routesIn(tree: string): string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const parts = /^([│ ]*)[├└]── (\S+)(?: \(([^)]*)\))?/.exec(line);
    if (!parts) return [];
    const [, indent = '', piece = '', methods = ''] = parts;
    const depth = indent.length / 4;
    above.splice(depth, above.length, piece);
    const path = above.join('').replace(/:(\w+)/g, '{$1}');
    return methods
      .split(', ')
      .filter((method) => method !== '' && method !== 'HEAD')
      .map((method) => `${method} ${path}`);
  });
}
