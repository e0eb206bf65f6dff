import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed } from '../support/api-bed';
import { withIds } from '../support/posts';
import { problemIn } from '../support/visitor';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

describe('addresses and methods that are none', () => {
  let bed: ApiBed;

  beforeAll(async () => {
    bed = await ApiBed.start();
    await bed.app.listen(0, '127.0.0.1');
  });
  afterAll(() => bed.stop());

  it('answers an undeclared method of a route with 404 or 405', async () => {
    const visitor = await bed.steppedUp();
    const declared = new Set(
      (['get', 'post', 'put', 'delete'] as const).flatMap((method) =>
        bed.documented(method).map((path) => `${method.toUpperCase()} ${path}`),
      ),
    );
    const withId = new Set([...declared].map((route) => route.replace(/\{\w+\}$/, '{}')));
    const paths = new Set([...declared].map((route) => route.split(' ')[1] ?? ''));
    for (const path of paths) {
      for (const method of METHODS.filter((one) => !declared.has(`${one} ${path}`))) {
        const body = method === 'GET' ? undefined : '{}';
        const answer = await visitor.send({ method, path: withIds(path), body });
        // The last word may be where another route has an id, and is none.
        const isReadAsId = withId.has(`${method} ${path.replace(/[^/]+$/, '{}')}`);
        const refusals = isReadAsId ? [400] : [404, 405];
        expect.soft(refusals, `${method} ${path}`).toContain(problemIn(answer).status);
      }
    }
  });

  it.each([
    '/api',
    '/api/',
    '/api/nothing',
    '/api/session/',
    '/api//session',
    '/API/session',
    '/api/session/devices/01890000-0000-7000-8000-000000000000/more',
    '/api/%2e%2e/session',
    '/api/metrics',
    '/api/.git/config',
    '/api/session%00',
    '/dev/inbox',
  ])('answers %s with 404', async (path) => {
    expect(problemIn(await bed.visitor().send({ method: 'GET', path })).code).toBe('route.unknown');
  });

  it.each(['/api/%', '/api/%zz', '/api/%c3%28'])(
    'answers %s, which is no address, with 4xx',
    async (path) => {
      const { status } = problemIn(await bed.visitor().send({ method: 'GET', path }));
      expect(status).toBeLessThan(500);
    },
  );

  it('judges an id in an address', async () => {
    const visitor = await bed.steppedUp();
    for (const id of ['1', 'a'.repeat(90), "'%20OR%201=1", '%00']) {
      const path = `/api/session/devices/${id}`;
      expect(problemIn(await visitor.send({ method: 'DELETE', path })).code).toMatch(/^request\./);
    }
  });

  /** Writes bytes to the server's socket. @returns all that it says before it closes */
  async function speak(text: string): Promise<string> {
    const { port } = bed.app.getHttpServer().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    let said = '';
    socket.setEncoding('utf8').on('data', (part: string) => (said += part));
    socket.write(text);
    await once(socket, 'close');
    return said;
  }

  it.each([
    [
      'a length and chunks at once',
      'POST /api/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/session HTTP/1.1\r\n\r\n',
    ],
    [
      'two lengths',
      'POST /api/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n{}{}',
    ],
    ['what is no HTTP', 'hello\r\n\r\n'],
    ['a line break in a header’s name', 'GET /api/session HTTP/1.1\r\nHost: a\r\nA\nB: c\r\n\r\n'],
  ])('closes the connection on %s', async (_, text) => {
    const said = await speak(text);
    // What does not begin with a method that is known is refused as an unknown method.
    expect(said).toMatch(
      /^HTTP\/1\.1 40[05] [^]*application\/problem\+json[^]*"code":"(request.malformed|method.not_allowed)"/,
    );
    expect(said.match(/HTTP\/1\.1 \d/g)).toHaveLength(1);
    expect(said).not.toMatch(/fastify|node/i);
  });

  it('refuses headers that are too long', async () => {
    const said = await speak(`GET /api/session HTTP/1.1\r\nHost: a\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(said).toMatch(/^HTTP\/1\.1 413 [^]*"code":"request.too_large"/);
  });

  it.each(['TRACE', 'CONNECT', 'PROPFIND', 'QUERY'])('does not know %s', async (method) => {
    const said = await speak(`${method} /api/session HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    expect(said === '' || /^HTTP\/1\.1 4/.test(said), said).toBe(true);
  });
});
