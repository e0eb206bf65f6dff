import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';
import { BODIES, withIds } from '../support/posts';
import { tableState } from '../support/table-state';
import type { Answer, Visitor } from '../support/visitor';

const YEAR_IN_SECONDS = 31_536_000;
const FILES = ['/main-KBVABF6X.js', '/chunk-D-MDtp2W.js', '/icon.svg'];

describe('headers and cookies', () => {
  let bed: ApiBed;
  let visitor: Visitor;
  let clientFolder: string;
  /** One of each: answers, refusals, files, pages. */
  let answers: [string, Answer][];

  beforeAll(async () => {
    clientFolder = mkdtempSync(join(tmpdir(), 'daiko-client-'));
    writeFileSync(join(clientFolder, 'index.html'), '<!doctype html><title>page</title>');
    for (const name of ['main-KBVABF6X.js', 'chunk-D-MDtp2W.js.br', 'chunk-D-MDtp2W.js', 'icon.svg']) {
      writeFileSync(join(clientFolder, name), '');
    }
    bed = await ApiBed.start({ CLIENT_DIR: clientFolder });
    visitor = await bed.steppedUp();
    const requests = [
      ...bed.documented('get').filter((path) => !path.endsWith('/progress')),
      '/api/nothing',
      '/login',
      ...FILES,
      '/dev/nothing',
    ].map((path) => ({ method: 'GET' as const, path }));
    const posts = Object.entries(BODIES).map(([path, body]) => ({ path, body: JSON.stringify(body) }));
    answers = [];
    for (const request of [...requests, ...posts, { path: '/api/sessions', body: '{' }]) {
      answers.push([request.path, await bed.visitor().send(request)]);
    }
    answers.push(['/api/session', await visitor.get('session')]);
  });
  afterAll(async () => {
    await bed.stop();
    rmSync(clientFolder, { recursive: true });
  });

  it('forbids every answer to load or to be shown anything from elsewhere', () => {
    for (const [path, { headers }] of answers) {
      const policy = String(headers['content-security-policy']);
      expect.soft(policy, path).toContain("default-src 'none'");
      expect.soft(policy, path).toContain("base-uri 'none'");
      expect.soft(policy, path).toContain("frame-ancestors 'none'");
      expect.soft(policy, path).not.toMatch(/unsafe-|https?:|\*|data:/);
    }
  });

  it('demands HTTPS for two years of every name below', () => {
    for (const [path, { headers }] of answers) {
      const [, seconds] =
        /max-age=(\d+); includeSubDomains/.exec(String(headers['strict-transport-security'])) ?? [];
      expect.soft(Number(seconds), path).toBeGreaterThanOrEqual(YEAR_IN_SECONDS);
    }
  });

  it('lets nobody frame pages or learn addresses', () => {
    for (const [path, { headers }] of answers.filter(([name]) => !FILES.includes(name))) {
      expect.soft(headers, path).toMatchObject({
        'x-frame-options': expect.stringMatching(/^(DENY|SAMEORIGIN)$/) as unknown,
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    }
  });

  it('sends no file with what only pages need, nor with two ways to ask whether it is still the same', () => {
    for (const [path, { headers }] of answers.filter(([name]) => FILES.includes(name))) {
      const spared = /^(cross-origin|origin-agent|referrer|x-frame|last-modified|accept-ranges)/;
      expect.soft(headers['etag'], path).toBeDefined();
      expect
        .soft(
          Object.keys(headers).filter((name) => spared.test(name)),
          path,
        )
        .toEqual([]);
    }
  });

  it('lets nobody guess types, and does not say what it runs on', () => {
    for (const [path, { headers }] of answers) {
      expect.soft(headers['x-content-type-options'], path).toBe('nosniff');
      expect.soft(Object.keys(headers), path).not.toEqual(expect.arrayContaining(['x-powered-by']));
      expect.soft(headers['server'], path).toBeUndefined();
    }
  });

  it('keeps no answer of the API anywhere, and says its type and its letters', () => {
    for (const [path, { headers, text }] of answers.filter(([name]) => name.startsWith('/api/'))) {
      expect.soft(headers['cache-control'], path).toBe('no-store');
      if (text !== '')
        expect.soft(headers['content-type'], path).toMatch(/^application\/(problem\+)?json; charset=utf-8$/);
    }
  });

  it('keeps hashed files for a year and pages not at all', () => {
    const keptFor = (name: string) => answers.find(([path]) => path === name)?.[1].headers['cache-control'];
    const forGood = 'public, max-age=31536000, immutable';
    expect(['/main-KBVABF6X.js', '/chunk-D-MDtp2W.js'].map(keptFor)).toEqual([forGood, forGood]);
    expect(['/login', '/icon.svg'].map(keptFor)).toEqual(['no-cache', 'no-cache']);
  });

  it.each([
    ['__Host-session', 'sessions', { loginId: TARO.loginId, password: TARO.password }],
    ['__Host-run', 'login-id-resets', { customerId: TARO.customerId, phone: TARO.mobile }],
  ])('%s is for this host, this browser and HTTPS alone, and in no body', async (name, path, body) => {
    const { headers, text } = await bed.visitor().post(path, body);
    const cookies = [headers['set-cookie']].flat().map(String);
    const cookie = cookies.find((one) => one.startsWith(name)) ?? '';
    expect(cookie).toMatch(new RegExp(`^${name}=[\\w-]{43}; Path=/; HttpOnly; Secure; SameSite=Lax$`));
    expect(text).not.toContain(/=([\w-]{43});/.exec(cookie)?.[1]);
  });

  it('a session’s token is another one after the password was given again', async () => {
    const person = bed.visitor();
    await person.post('sessions', { loginId: TARO.loginId, password: TARO.password });
    const before = person.cookies.get('__Host-session')!;
    await person.stepUp(TARO.password);
    expect(person.cookies.get('__Host-session')).not.toBe(before);
    person.cookies.set('__Host-session', before);
    expect((await person.get('session')).code).toBe('session.absent');
  });

  it('lets no other origin read, not even after asking', async () => {
    for (const method of ['GET', 'OPTIONS'] as const) {
      const headers = {
        origin: 'https://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      };
      const answer = await visitor.send({ method, path: '/api/session', headers });
      const allowing = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'));
      expect(allowing, method).toEqual([]);
    }
  });

  it('changes nothing by GET or HEAD', async () => {
    const before = await tableState(bed);
    for (const path of [...bed.documented('get'), ...bed.documented('post')].map(withIds)) {
      if (path.endsWith('/progress')) continue;
      for (const method of ['GET', 'HEAD'] as const) await visitor.send({ method, path });
    }
    expect(await tableState(bed)).toEqual(before);
  });

  it('takes the address of a link from its setting, whatever host was asked for', async () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    const answer = await visitor.send({ method: 'GET', path: '/.well-known/change-password', headers });
    expect([answer.status, answer.headers['location']]).toEqual([302, '/mypage/credential/password']);
  });
});
