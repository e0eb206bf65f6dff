import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DATABASE, runningEmbedded, startEmbedded } from './embedded.ts';
import { isAlive } from './process-table.ts';
import type { PostgresServer } from './server.ts';

describe('the embedded PostgreSQL', () => {
  let folder: string;
  const servers: PostgresServer[] = [];

  const start = async () => {
    const server = await startEmbedded(folder, () => undefined);
    servers.push(server);
    return server;
  };
  const ask = async (url: string, statement: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(statement);
    await client.end();
    return rows;
  };
  const lock = () => join(folder, 'postgres', 'postmaster.pid');
  const postmaster = () => Number(readFileSync(lock(), 'utf8').split('\n')[0]);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'daiko-embedded-'));
    chmodSync(folder, 0o755);
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    rmSync(folder, { recursive: true });
  });

  it('keeps its data and its password from one start to the next', async () => {
    const first = await start();
    await ask(first.url(DATABASE), 'CREATE TABLE kept AS SELECT 1 AS value');
    await first.stop();
    const second = await start();
    expect(await ask(second.url(DATABASE), 'SELECT value FROM kept')).toEqual([{ value: 1 }]);
  });

  it('keeps the password of a start that was broken off within its folder, and not for long', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'daiko-embedded-tmp-'));
    const half = join(folder, 'postgres.new');
    const program = [
      'const { startEmbedded } = await import(process.argv[1]);',
      'await startEmbedded(process.argv[2], () => undefined);',
    ].join('');
    const options = ['--input-type=module', '-e', program, join(import.meta.dirname, 'embedded.ts'), folder];
    const killed = spawn(process.execPath, options, { env: { ...process.env, TMPDIR: temporary } });
    await vi.waitUntil(() => existsSync(join(half, 'password')), { timeout: 60_000, interval: 1 });
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(readdirSync(temporary)).toEqual([]);
    rmSync(temporary, { recursive: true });
    // initdb may outlive us for a moment; the next start removes what it has made.
    const server = await start();
    expect(existsSync(half)).toBe(false);
    expect(await ask(server.url(DATABASE), 'SELECT 1 AS value')).toEqual([{ value: 1 }]);
  });

  it('tells others where it runs', async () => {
    const server = await start();
    expect(runningEmbedded(folder)).toBe(server.url(DATABASE));
  });

  it('listens on loopback only, and asks for the password', async () => {
    const server = await start();
    expect(await ask(server.url(DATABASE), 'SHOW listen_addresses')).toEqual([
      { listen_addresses: '127.0.0.1' },
    ]);
    const wrong = new URL(server.url(DATABASE));
    wrong.password = 'wrong';
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('starts again after kill -9', async () => {
    const killed = await start();
    await ask(killed.url(DATABASE), 'CREATE TABLE kept AS SELECT 1 AS value');
    process.kill(postmaster(), 'SIGKILL');
    await killed.gone;
    const healed = await start();
    expect(await ask(healed.url(DATABASE), 'SELECT value FROM kept')).toEqual([{ value: 1 }]);
  });

  it('ends a server that an earlier start has left, and takes its place', async () => {
    const left = await start();
    const pid = postmaster();
    const next = await start();
    await left.gone;
    expect(isAlive(pid)).toBe(false);
    expect(await ask(next.url(DATABASE), 'SELECT 1 AS up')).toEqual([{ up: 1 }]);
  });

  it('is not kept from starting by a lock whose process id belongs to something else now', async () => {
    const killed = await start();
    process.kill(postmaster(), 'SIGKILL');
    await killed.gone;
    const lines = readFileSync(lock(), 'utf8').split('\n');
    writeFileSync(lock(), [String(process.pid), ...lines.slice(1)].join('\n'));
    await expect(start()).resolves.toBeDefined();
    expect(isAlive(process.pid)).toBe(true);
  });

  it('says what to do with data of another major version', async () => {
    await (await start()).stop();
    writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '15\n');
    await expect(start()).rejects.toThrow(/made by PostgreSQL 15.*this one is 18.*--fresh/s);
  });

  it('says with what words the server refused', async () => {
    await (await start()).stop();
    writeFileSync(join(folder, 'postgres', 'postgresql.conf'), 'no_such_setting = 1\n');
    await expect(start()).rejects.toThrow(/did not start.*no_such_setting/s);
  });
});
