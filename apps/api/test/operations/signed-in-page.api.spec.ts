import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed } from '../support/api-bed';

const LINKS = [
  { path: 'masters/customers/:customerId', link: '</chunk-CARD.js>; rel=modulepreload' },
  { path: 'masters/customers/new', link: '</chunk-NEW.js>; rel=modulepreload' },
];
/** No session of anybody: which page is sent is decided by the cookie being there. */
const COOKIE = `__Host-session=${'a'.repeat(43)}`;

describe('the page that is sent', () => {
  let bed: ApiBed;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'daiko-client-'));
    writeFileSync(join(folder, 'index.html'), '<title>everybody</title>');
    writeFileSync(join(folder, 'signed-in.html'), '<title>signed in</title>');
    writeFileSync(join(folder, 'page-links.json'), JSON.stringify(LINKS));
    bed = await ApiBed.start({ CLIENT_DIR: folder });
  });
  afterAll(async () => {
    await bed.stop();
    rmSync(folder, { recursive: true });
  });
  const open = async (path: string, cookie?: string) => {
    const headers: Record<string, string> = cookie === undefined ? {} : { cookie };
    const { text, headers: answered } = await bed.visitor().send({ method: 'GET', path, headers });
    return [/<title>(.*)<\/title>/.exec(text)?.[1], answered['link']];
  };

  it('has the frame for a browser with a session, and names the files of the page', async () => {
    expect(await open('/masters/customers/01058734?from=tree', COOKIE)).toEqual([
      'signed in',
      '</chunk-CARD.js>; rel=modulepreload',
    ]);
    expect(await open('/masters/customers/new', COOKIE)).toEqual([
      'signed in',
      '</chunk-NEW.js>; rel=modulepreload',
    ]);
    expect(await open('/orders', COOKIE)).toEqual(['signed in', undefined]);
  });

  it.each([
    ['/mypage', undefined],
    ['/mypage', '__Host-session='],
    ['/login', COOKIE],
    ['/login?next=/orders', COOKIE],
    ['/reset', COOKIE],
  ])('has no frame at %s with the cookie %s', async (path, cookie) => {
    expect(await open(path, cookie)).toEqual(['everybody', undefined]);
  });

  it('is no file of its own', async () => {
    expect(await open('/signed-in.html', COOKIE)).toEqual([undefined, undefined]);
    expect(await open('/page-links.json')).toEqual([undefined, undefined]);
  });
});
