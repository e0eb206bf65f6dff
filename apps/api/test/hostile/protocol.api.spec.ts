import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed } from '../support/api-bed';

const TIMEOUT_MS = 30_000;

describe('whatever comes over the line', () => {
  let bed: ApiBed;
  let port: number;

  beforeAll(async () => {
    bed = await ApiBed.start();
    port = Number(new URL(await bed.listen()).port);
  });
  afterAll(() => bed.stop());

  /** Sends bytes, then says nothing more. @returns what came back until the server closed, and after how many seconds */
  function say(words: string, trickle?: string): Promise<{ answer: string; seconds: number }> {
    const began = performance.now();
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let answer = '';
      socket.on('data', (part: Buffer) => (answer += part.toString('latin1')));
      socket.on('error', () => undefined);
      socket.write(words);
      const drip = trickle === undefined ? undefined : setInterval(() => socket.write(trickle), 500);
      socket.on('close', () => {
        clearInterval(drip);
        resolve({ answer, seconds: (performance.now() - began) / 1_000 });
      });
    });
  }

  it(
    'a body that never ends is given up after 15 seconds, drop by drop as well',
    { timeout: TIMEOUT_MS },
    async () => {
      const head =
        'POST /api/sessions HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{';
      const both = await Promise.all([say(head), say(head, ' ')]);
      for (const { seconds } of both) {
        expect(seconds).toBeGreaterThan(14);
        expect(seconds).toBeLessThan(20);
      }
    },
  );

  it('headers that never end are given up sooner', { timeout: TIMEOUT_MS }, async () => {
    const { seconds } = await say('GET /api/session HTTP/1.1\r\nhost: a\r\n', 'x-a: b\r\n');
    expect(seconds).toBeLessThan(15);
  });

  it.each([
    ['no HTTP', 'GET /api/session HTTX/1.1\r\n\r\n', 400],
    [
      'an address that cannot be decoded',
      'GET /api/%E0%A4%A HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
      400,
    ],
    ['headers without end', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`, 413],
    ['a method that nobody knows', 'FOO /api/session HTTP/1.1\r\nhost: a\r\n\r\n', 405],
  ])('%s is refused with the headers of every answer', async (_, words, status) => {
    const { answer } = await say(words);
    const head = answer.slice(0, answer.indexOf('\r\n\r\n')).toLowerCase();
    expect(head).toMatch(new RegExp(`^http/1.1 ${String(status)}`));
    for (const header of [
      'cache-control: no-store',
      'strict-transport-security: max-age=63072000; includesubdomains',
      "content-security-policy: default-src 'none'",
      'x-content-type-options: nosniff',
      'content-type: application/problem+json',
    ])
      expect(head).toContain(header);
    expect(answer).not.toMatch(/node_modules|\bat \//);
    if (status === 405) expect(head).toContain('allow: get, head, post, put, delete');
  });

  it.each(['/api/session', '/%61pi/session', '/ap%69/session', '/api/nothing', '/API/session'])(
    '%s is kept nowhere, however it is spelled',
    async (path) => {
      const { headers } = await bed.visitor().send({ method: 'GET', path });
      expect(headers['cache-control']).toBe('no-store');
    },
  );

  it.each([
    ['PATCH', '/api/session', 'GET, HEAD, DELETE'],
    ['PUT', '/api/sessions', 'POST'],
    ['DELETE', '/api/customers/01058735/login', 'GET, HEAD, PUT'],
    ['PATCH', '/%61pi/session?a=1', 'GET, HEAD, DELETE'],
  ] as const)('%s %s is another method than there are: 405 with Allow', async (method, path, allow) => {
    const { status, code, headers } = await bed.visitor().send({ method, path });
    expect([status, code, headers['allow']]).toEqual([405, 'method.not_allowed', allow]);
  });

  it('an address that is not there stays 404, whatever the method', async () => {
    const { status } = await bed.visitor().send({ method: 'PATCH', path: '/api/nothing' });
    expect(status).toBe(404);
  });

  it('a refused access says in the trail what was reached for', async () => {
    const dealer = await bed.steppedUp();
    await dealer.get('customers/01058702?token=kanaria');
    await dealer.get('operations/customers/01058735/timeline');
    const found = await bed.db.query(
      `SELECT subject, detail FROM audit_event WHERE event = 'access.denied' ORDER BY id`,
    );
    expect(found).toMatchObject([
      { subject: '01058702', detail: { code: 'customer.unknown', customerId: '01058702' } },
      { subject: '01058735', detail: { code: 'session.operator_required' } },
    ]);
    expect(JSON.stringify(found)).not.toContain('kanaria');
  });
});
