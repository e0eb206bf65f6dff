import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../postgres/place.ts';
import { circles } from './circles.ts';
import { isProduct, sourceFiles, type SourceFile } from './source-files.ts';
import { statementsOf, tablesOfEntities, writesOf } from './statements.ts';

const all = sourceFiles('{apps,libs,tools}/**/*.ts');
const server = all.filter((file) => file.path.startsWith('libs/server/') && isProduct(file));
const migrations = all.filter(({ path }) => path.startsWith('apps/api/src/migrations/'));
/** More files than this in one folder are no longer found by looking; specs stand beside them and do not count. */
const FILES_PER_FOLDER = 25;

describe('the files', () => {
  it('import each other one way only', () => {
    const { compilerOptions } = JSON.parse(readFileSync(join(PROJECT, 'tsconfig.base.json'), 'utf8')) as {
      compilerOptions: { paths: Record<string, string[]> };
    };
    const aliases = Object.fromEntries(
      Object.entries(compilerOptions.paths).map(([name, [path = '']]) => [name, path]),
    );
    expect(circles(all, aliases)).toEqual([]);
  });

  it('would be found in a circle', () => {
    const file = (path: string, imported: string): SourceFile => ({ path, text: `import '${imported}';` });
    const planted = [
      file('libs/a.ts', './b'),
      file('libs/b.ts', '@daiko/c'),
      file('libs/c/index.ts', '../a'),
    ];
    expect(circles(planted, { '@daiko/c': 'libs/c/index.ts' })).toEqual([
      ['libs/a.ts', 'libs/b.ts', 'libs/c/index.ts'],
    ]);
  });

  it('are few enough in each folder to be found by looking', () => {
    const folders = new Map<string, number>();
    // Each change of the schema is one file for ever.
    const counted = all.filter((file) => !migrations.includes(file) && !/\.(spec|e2e)\.ts$/.test(file.path));
    for (const { path } of counted) folders.set(dirname(path), (folders.get(dirname(path)) ?? 0) + 1);
    expect(folders.size).toBeGreaterThan(60);
    expect([...folders].filter(([, count]) => count > FILES_PER_FOLDER)).toEqual([]);
  });

  it('that run import nothing from a change of the schema', () => {
    const isImport = /from '[^']*migrations\/(?!index)/;
    const others = all.filter((file) => isProduct(file) && !file.path.includes('/migrations/'));
    expect(others.filter(({ text }) => isImport.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('the statements', () => {
  it('are named by what they do, and to which rows', () => {
    const statements = server.flatMap(statementsOf);
    expect(statements.length).toBeGreaterThan(150);
    const isPlain = /^(?:SELECT|INSERT|UPDATE|UPSERT|DELETE|LOCK|SET|COUNT|FILL)_[A-Z]/;
    expect(
      statements.filter(({ name }) => !isPlain.test(name)).map(({ path, name }) => `${path} ${name}`),
    ).toEqual([]);
  });
});

/**
 * Tables that more than one library still writes to; the first is the owner. A library that is added here by a change
 * makes the next one harder: this list only gets shorter.
 */
const SHARED_TABLES: Record<string, string[]> = {
  consolidation: ['legacy', 'notification'],
  contact_point: ['customer', 'legacy', 'notification', 'registration'],
  credential: ['auth', 'legacy', 'notification'],
  customer: ['customer', 'legacy', 'network', 'registration'],
  legacy_login: ['auth', 'legacy'],
  notification: ['notification', 'auth', 'campaign'],
  pin_challenge: ['pin', 'notification'],
  rate_limit: ['platform', 'auth'],
};

describe('a table', () => {
  it('is written to by the library that owns it, and by no other that is not on the list', () => {
    const tables = tablesOfEntities(server);
    const known = new Set(
      migrations.flatMap(({ text }) =>
        [...text.matchAll(/CREATE TABLE (\w+)/g)].map(([, table = '']) => table),
      ),
    );
    const writers = new Map<string, Set<string>>();
    for (const { path, table } of server.flatMap((file) => writesOf(file, tables))) {
      if (!known.has(table)) continue; // the temporary tables of a run
      const library = path.split('/')[2]!;
      writers.set(table, (writers.get(table) ?? new Set()).add(library));
    }
    expect(writers.size).toBeGreaterThan(30);
    const shared = [...writers].filter(([, libraries]) => libraries.size > 1);
    expect(Object.fromEntries(shared.map(([table, libraries]) => [table, [...libraries].sort()]))).toEqual(
      Object.fromEntries(
        Object.entries(SHARED_TABLES).map(([table, libraries]) => [table, [...libraries].sort()]),
      ),
    );
  });

  it('would be found to have a second writer, by SQL and through its entity', () => {
    const tables = new Map([['Credential', 'credential']]);
    const text = "await tx.update(Credential, {});\nawait tx.query('DELETE FROM session WHERE id = $1');";
    expect(writesOf({ path: 'libs/server/pin/src/a.ts', text }, tables).map(({ table }) => table)).toEqual([
      'session',
      'credential',
    ]);
  });
});
