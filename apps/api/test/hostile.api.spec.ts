import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from './api-bed';

/** Connections that say something now and then and never finish. */
const SLOW_CONNECTIONS = process.env['SECURITY_LONG'] === '1' ? 2_000 : 300;
const PATIENCE = 120_000;

describe('a hostile client', () => {
  let bed: ApiBed;
  let port: number;

  beforeAll(async () => {
    bed = await ApiBed.start();
    await bed.app.listen(0, '127.0.0.1');
    ({ port } = bed.app.getHttpServer().address() as AddressInfo);
  });
  afterAll(() => bed.stop());

  /** What comes back to bytes that are sent as they stand. */
  const raw = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.setTimeout(5_000, () => socket.destroy());
      socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
      socket.on('error', reject).on('close', () => resolve(answer));
    });

  it('gets a link of ours into no mail by any header that names a host', async () => {
    const headers: Record<string, string>[] = [
      { host: 'evil.example' },
      { host: 'a@evil.example' },
      { 'x-forwarded-host': 'evil.example' },
      { forwarded: 'host=evil.example;proto=http' },
      { 'x-original-url': '//evil.example' },
      { x_forwarded_host: 'evil.example' },
    ];
    for (const header of headers) {
      const visitor = bed.visitor();
      const answer = await visitor.send({
        path: '/api/password-resets',
        body: JSON.stringify({ email: TARO.loginId, phone: TARO.mobile }),
        headers: header,
      });
      expect(answer.status).toBe(201);
      expect(JSON.stringify(answer)).not.toContain('evil.example');
    }
    const [row] = await bed.db.query(
      `SELECT count(*)::int AS found FROM (SELECT notification::text AS line FROM notification UNION ALL
         SELECT pin_challenge::text FROM pin_challenge UNION ALL SELECT audit_event::text FROM audit_event) AS lines
       WHERE line LIKE '%evil.example%'`,
    );
    expect(row.found).toBe(0);
  });

  it('is refused two lengths, two hosts, and a request inside of another', async () => {
    const smuggled = [
      'POST /api/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/session HTTP/1.1\r\nHost: a\r\n\r\n',
      'POST /api/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n{}{}{',
      'POST /api/sessions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
      'GET /api/session HTTP/1.1\nX: a\r\n\r\n',
      'GET /api/session HTTP/1.1\r\nHost : a\r\n\r\n',
    ];
    for (const text of smuggled) {
      const answer = await raw(text);
      expect.soft(answer, text).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect.soft(answer.match(/HTTP\/1\.1/g), text).toHaveLength(1);
    }
  });

  it(
    `cannot keep others waiting with ${String(SLOW_CONNECTIONS)} requests that never end`,
    { timeout: PATIENCE },
    async () => {
      const slow = Array.from({ length: SLOW_CONNECTIONS }, () => {
        const socket = connect(port, '127.0.0.1', () =>
          socket.write(
            'POST /api/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
          ),
        );
        return socket.on('error', () => undefined);
      });
      const times: number[] = [];
      for (let index = 0; index < 50; index++) {
        const began = performance.now();
        const { status } = await fetch(`http://127.0.0.1:${String(port)}/api/session`);
        times.push(performance.now() - began);
        expect(status).toBe(401);
      }
      for (const socket of slow) socket.destroy();
      times.sort((one, other) => one - other);
      process.stdout.write(
        `    ${String(SLOW_CONNECTIONS)} slow connections: slowest good answer ${(times.at(-1) ?? 0).toFixed(0)} ms\n`,
      );
      expect(times.at(-1)).toBeLessThan(1_000);
    },
  );

  it('raises no limit by addresses that it makes up', async () => {
    const one = bed.visitor();
    const statuses: number[] = [];
    for (let index = 0; index < 14; index++) {
      const forged = `198.51.100.${String(index)}, ${one.address}`;
      const headers = { 'x-forwarded-for': forged, 'x-real-ip': forged, x_forwarded_for: forged };
      const body = JSON.stringify({ customerId: '09990000', phone: '090-2222-0000' });
      statuses.push((await one.send({ path: '/api/login-id-resets', body, headers })).status);
    }
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(201));
    expect(new Set(statuses.slice(10))).toEqual(new Set([429]));
  });

  it('is handed no session that it chose itself, and keeps none over a sign-in', async () => {
    const visitor = bed.visitor();
    visitor.cookies.set('__Host-session', 'f'.repeat(43));
    await visitor.post('sessions', { loginId: TARO.loginId, password: TARO.password });
    const first = visitor.cookies.get('__Host-session');
    expect(first).not.toBe('f'.repeat(43));
    await visitor.post('sessions', { loginId: TARO.loginId, password: TARO.password });
    expect(visitor.cookies.get('__Host-session')).not.toBe(first);
    const old = bed.visitor();
    old.cookies.set('__Host-session', first ?? '');
    expect((await old.get('session')).code).toBe('session.ended');
  });

  it('leaves a denial with its address in the trail', async () => {
    const visitor = bed.visitor();
    await visitor.send({ path: '/api/sessions', body: '{}', headers: { 'sec-fetch-site': 'cross-site' } });
    const [row] = await bed.db.query(
      `SELECT actor, result, host(address) AS address, detail ->> 'code' AS code FROM audit_event
       WHERE event = 'access.denied' ORDER BY id DESC LIMIT 1`,
    );
    expect(row).toEqual({
      actor: 'anonymous',
      result: 'refused',
      address: visitor.address,
      code: 'request.cross_site',
    });
  });
});
