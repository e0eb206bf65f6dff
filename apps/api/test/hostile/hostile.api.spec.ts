import { connect, type AddressInfo } from 'node:net';
import type { PinRun } from '@daiko/contracts';
import { figure } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';

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
      await bed.letPass(60);
      const visitor = bed.visitor();
      const post = (path: string, body: object) =>
        visitor.send({ path: `/api/${path}`, body: JSON.stringify(body), headers: header });
      const run = await post('password-resets', { email: TARO.loginId, phone: TARO.mobile });
      const { destinations } = JSON.parse(run.text) as PinRun;
      const destinationId = destinations.find(({ channel }) => channel === 'email')?.id;
      const issued = await post('pin-run/pin', { destinationId });
      const sent = await post('password-resets/completion', { code: await bed.lastPin() });
      expect([run.status, issued.status, sent.status]).toEqual([201, 202, 202]);
      expect(JSON.stringify([run, issued, sent])).not.toContain('evil.example');
    }
    const mailed = await bed.db.query("SELECT FROM notification WHERE template = 'password_link'");
    expect(mailed).toHaveLength(headers.length);
    const [row] = await bed.db.query(
      `SELECT count(*)::int AS found FROM (SELECT notification::text AS line FROM notification UNION ALL
         SELECT pin_challenge::text FROM pin_challenge UNION ALL SELECT audit_event::text FROM audit_event) AS lines
       WHERE line LIKE '%evil.example%'`,
    );
    figure(
      'web',
      `a foreign host on record after ${String(headers.length)} whole resets that named one`,
      0,
      row.found,
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
      'GET /api/session HTTP/1.1\r\n\r\n',
    ];
    const refused: string[] = [];
    for (const text of smuggled) {
      const answer = await raw(text);
      expect.soft(answer, text).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect.soft(answer.match(/HTTP\/1\.1/g), text).toHaveLength(1);
      if (/^HTTP\/1\.1 4\d\d /.test(answer) && answer.match(/HTTP\/1\.1/g)?.length === 1) refused.push(text);
    }
    figure(
      'web',
      'requests with two lengths, bad framing or no host',
      `${String(smuggled.length)} refused`,
      refused.length,
    );
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
