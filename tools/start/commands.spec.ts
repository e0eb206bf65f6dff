import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../postgres/place.ts';
import { npmSucceeds } from './npm.ts';

const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const bootstrap = read('tools/start/bootstrap.mjs');

/** What README tells people to run: `npm test`, `npm start` and every `npm run name`. */
const told = new Set(
  [...read('README.md').matchAll(/npm (?:run )?([a-z:]+)/g)]
    .map(([, name = '']) => name)
    .filter((name) => name in scripts || !['are', 'ci', 'install'].includes(name)),
);

describe('the commands of README', () => {
  it.each([...told])('npm run %s is a script, and runs a program that is there', (name) => {
    expect(scripts[name]).toBe(`exec node tools/start/bootstrap.mjs ${name}`);
    const [, command = ''] = new RegExp(`'?${name}'?: \\[([^\\]]*)\\]`).exec(bootstrap) ?? [];
    const [program = ''] = [...command.matchAll(/'([^']+)'/g)].map(([, part = '']) => part);
    const isThere = [program, `node_modules/.bin/${program}`].some((path) => existsSync(join(PROJECT, path)));
    expect(isThere, `${name}: ${program}`).toBe(true);
  });

  it('are all scripts that there are, but for those that only developers need', () => {
    const others = Object.keys(scripts).filter((name) => !told.has(name));
    expect(others.sort()).toEqual(['build', 'e2e', 'format', 'lint', 'typecheck']);
  });

  it.each(['bench', 'faults', 'mutation', 'security'])(
    'npm run %s says how it is used, on a fresh clone',
    (name) => {
      const program = {
        bench: 'tools/bench/bench.ts',
        faults: 'tools/faults/run.ts',
        mutation: 'tools/mutation/run.ts',
        security: 'tools/security/run.ts',
      }[name]!;
      const { stdout, stderr } = spawnSync(process.execPath, [program, '--help'], {
        cwd: PROJECT,
        encoding: 'utf8',
      });
      expect(stdout + stderr).toContain('npm');
    },
  );

  it('ask npm itself for packages of their own, which is none of the project’s programs', async () => {
    expect(existsSync(join(PROJECT, 'node_modules/.bin/npm'))).toBe(false);
    const folder = mkdtempSync(join(tmpdir(), 'daiko-npm-'));
    const npm = join(folder, 'npm.mjs');
    writeFileSync(npm, "process.exit(process.argv[2] === 'ci' ? 0 : 3);");
    expect(await npmSucceeds(['ci'], { npm_execpath: npm })).toBe(true);
    expect(await npmSucceeds(['other'], { npm_execpath: npm })).toBe(false);
    rmSync(folder, { recursive: true });
  });
});
