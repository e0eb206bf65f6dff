import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figure } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed } from '../support/api-bed';

/** What is not for visitors: of the repository, of the machine, of development. */
const INSIDE = [
  '/.git/config',
  '/.git/HEAD',
  '/.env',
  '/.env.example',
  '/package.json',
  '/package-lock.json',
  '/main.js',
  '/main.js.map',
  '/main-KBVABF6X.js.map',
  '/src/main.ts',
  '/metrics',
  '/healthz',
  '/readyz',
  '/api/metrics',
  '/api/healthz',
  '/api/docs',
  '/api/docs/swagger-ui-bundle.js',
  '/api/docs/start.js',
  '/api/graphql',
  '/dev/inbox',
  '/dev/inbox.json',
  '/server-status',
  '/actuator/env',
  '/debug/vars',
  '/phpinfo.php',
  '/..%2f..%2fpackage.json',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/main-KBVABF6X.js/../../../package.json',
];
const NO_KEY_OF_DEVELOPMENT = (byte: number) =>
  `one:${createHash('sha256').update(String(byte)).digest('base64')}`;

describe('in production', () => {
  let bed: ApiBed;
  let clientFolder: string;

  beforeAll(async () => {
    clientFolder = mkdtempSync(join(tmpdir(), 'daiko-client-'));
    writeFileSync(join(clientFolder, 'index.html'), '<!doctype html><title>page</title>');
    writeFileSync(join(clientFolder, 'main-KBVABF6X.js'), '');
    // As if the folder were a checkout, or carelessly copied into.
    mkdirSync(join(clientFolder, '.git'));
    writeFileSync(join(clientFolder, '.git', 'config'), 'inside');
    writeFileSync(join(clientFolder, '.git', 'HEAD'), 'inside');
    writeFileSync(join(clientFolder, '.env'), 'inside');
    bed = await ApiBed.start({
      APP_ENV: 'production',
      PUBLIC_BASE_URL: 'https://daiko.example',
      SECRET_KEYS: NO_KEY_OF_DEVELOPMENT(1),
      PEPPER_KEYS: NO_KEY_OF_DEVELOPMENT(2),
      CLIENT_DIR: clientFolder,
    });
  });
  afterAll(async () => {
    await bed.stop();
    rmSync(clientFolder, { recursive: true });
  });

  it('shows nothing of the inside', async () => {
    const shown: string[] = [];
    for (const path of INSIDE) {
      const { status, text } = await bed.visitor().send({ method: 'GET', path });
      // Whatever is no file is a page of the client, which says itself that there is none.
      const isPage = text.startsWith('<!doctype html><title>page');
      if (!isPage && ![400, 403, 404].includes(status)) shown.push(`${path} ${String(status)}`);
    }
    figure(
      'web',
      `shown of ${String(INSIDE.length)} addresses of the inside, in production`,
      0,
      shown.length,
    );
    expect(shown).toEqual([]);
  });

  it('still serves what is for visitors', async () => {
    for (const path of ['/', '/login', '/main-KBVABF6X.js', '/api/openapi.json'])
      expect.soft((await bed.visitor().send({ method: 'GET', path })).status, path).toBe(200);
  });
});
