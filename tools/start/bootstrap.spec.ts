import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** A made-up project of one package, with a Node that only says how it was called, and an npm that says what it is asked. */
describe('the bootstrap', () => {
  let project: string;
  const at = (...path: string[]) => join(project, ...path);
  const write = (path: string, content: unknown) =>
    writeFileSync(at(path), typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o755 });
  const lock = (version: string, others = {}) => ({
    packages: { '': {}, 'node_modules/a': { version }, ...others },
  });
  const bootstrap = (...args: string[]) => {
    const environment = { PATH: process.env['PATH'], npm_execpath: at('npm.mjs') };
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [at('tools/start/bootstrap.mjs'), ...args],
      {
        env: environment,
        encoding: 'utf8',
      },
    );
    return { said: stdout + stderr, status };
  };

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'daiko-bootstrap-'));
    mkdirSync(at('node_modules/.bin'), { recursive: true });
    mkdirSync(at('tools/start'), { recursive: true });
    cpSync(join(import.meta.dirname, 'bootstrap.mjs'), at('tools/start/bootstrap.mjs'));
    write('node_modules/.bin/node', '#!/bin/sh\necho "node $*"\n');
    write('npm.mjs', "console.log('npm', ...process.argv.slice(2));");
    write(
      'package-lock.json',
      lock('1.0.0', { 'node_modules/other-platform': { version: '1.0.0', optional: true } }),
    );
    write('node_modules/.package-lock.json', lock('1.0.0'));
  });
  afterEach(() => rmSync(project, { recursive: true }));

  it('hands over to the pinned Node, arguments included, when every package is there', () => {
    const { said, status } = bootstrap('start', '--fresh');
    expect(said).toMatch(/^node --import .*end-with-parent\.mjs tools\/start\/start\.ts --fresh\n$/);
    expect(status).toBe(0);
  });

  it('installs first when a package has another version than the lock file says', () => {
    write('package-lock.json', lock('2.0.0'));
    expect(bootstrap('start').said).toMatch(/Installing.*npm ci.*node --import/s);
  });

  it('installs when there is nothing yet', () => {
    rmSync(at('node_modules/.package-lock.json'));
    expect(bootstrap('start').said).toContain('npm ci');
  });

  it('says so and ends with 1 when the installation fails', () => {
    write('package-lock.json', lock('2.0.0'));
    write('npm.mjs', 'process.exit(1);');
    expect(bootstrap('start')).toMatchObject({ status: 1, said: expect.stringContaining('did not succeed') });
  });

  it('does not let npm empty a folder that node_modules only points to', () => {
    mkdirSync(at('elsewhere'));
    write('elsewhere/package', 'of another copy');
    rmSync(at('node_modules'), { recursive: true });
    symlinkSync(at('elsewhere'), at('node_modules'));
    const { said, status } = bootstrap('start');
    expect({ said, status }).toMatchObject({ status: 1, said: expect.stringContaining('is a link') });
    expect(said).not.toContain('npm ci --');
    expect(existsSync(at('elsewhere/package'))).toBe(true);
  });

  it('names the commands there are', () => {
    expect(bootstrap('strat')).toMatchObject({
      status: 2,
      said: expect.stringContaining('start, dev, test'),
    });
  });
});
