import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../postgres/place.ts';

const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8');
const rowsOf = (text: string) => text.split('\n').filter((line) => line.startsWith('| '));
const cellsOf = (row: string) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** `pin.service.integration.spec.ts` may be named `pin.service` or `pin.service.integration`. */
const tests = new Set(
  globSync('{apps,libs,tools}/**/*.{spec,e2e}.ts', {
    cwd: PROJECT,
    exclude: (name) => name === 'node_modules',
  })
    .map((path) => basename(path).replace(/\.(spec|e2e)\.ts$/, ''))
    .flatMap((name) => [name, name.replace(/\.(integration|faults)$/, '')]),
);

describe('the documents', () => {
  it.each(['pitfalls', 'limits', 'asvs'])('of %s name tests that there are', (name) => {
    const named = rowsOf(read(`docs/security/${name}.md`))
      .flatMap((row) => [...(cellsOf(row).at(-1) ?? '').matchAll(/`([^`]+)`/g)])
      .map(([, test = '']) => test.replace(/\.(spec|e2e)\.ts$/, '').replace(/\.integration$/, ''));
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((test) => !tests.has(test))).toEqual([]);
  });

  it('of the screens’ rules have 71, and name for each the test that holds it', () => {
    const rules = rowsOf(read('docs/screen-rules.md'))
      .map(cellsOf)
      .filter(([rule = '']) => /^[EIPS]-\d\d$/.test(rule));
    expect(new Set(rules.map(([rule]) => rule)).size).toBe(71);
    const files = globSync('{apps,libs,tools}/**/*.{spec,e2e,alone,outage}.ts', {
      cwd: PROJECT,
      exclude: (name) => name === 'node_modules',
    });
    const absent = rules.filter(([, , test = '', title = '']) => {
      const name = test.replaceAll('`', '');
      const held = files.filter((path) => basename(path).startsWith(`${name}.`)).map(read);
      return !held.some((source) => source.includes(`'${title}`) || source.includes(`\`${title}`));
    });
    expect(absent).toEqual([]);
  });

  it('of authorisation have one row for each reason for which a viewer’s act has more rights, and each is one', () => {
    const [, table = ''] = read('docs/security/authorisation.md').split("## The service's own rights");
    const written = rowsOf(table)
      .map((row) => cellsOf(row)[0] ?? '')
      .filter((reason) => reason !== 'reason' && !reason.startsWith('---'));
    const source = globSync('libs/server/*/src/**/*.ts', { cwd: PROJECT })
      .filter((path) => !path.endsWith('.spec.ts'))
      .map(read)
      .join('\n');
    const used = [...source.matchAll(/\.withServiceRights\(\s*'([^']+)'/g)].map(([, reason = '']) => reason);
    expect(used.length).toBe(source.match(/\.withServiceRights\(/g)?.length);
    expect(written).toEqual([...new Set(used)].sort());
    expect(
      [...read('libs/server/network/src/service-rights.ts').matchAll(/^ {2}\| '(.+?)';?$/gm)].map(
        (row) => row[1],
      ),
    ).toEqual(written);
  });

  it('of words have one line for each word', () => {
    const words = rowsOf(read('docs/glossary.md')).map((row) => cellsOf(row)[0]);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });

  it('of words name code that there is', () => {
    const source = globSync('{apps,libs,tools}/**/*.{ts,html}', {
      cwd: PROJECT,
      exclude: (name) => name === 'node_modules',
    })
      .map(read)
      .join('\n');
    const named = rowsOf(read('docs/glossary.md')).flatMap((row) =>
      [...(cellsOf(row)[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
    );
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((name) => !source.includes(name))).toEqual([]);
  });

  it('of decisions have a number each, and what cites a decision cites one that is there', () => {
    const numbers = globSync('docs/adr/*.md', { cwd: PROJECT }).map((path) => basename(path).slice(0, 4));
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
    const sources = globSync('{apps,libs,tools,docs}/**/*.{ts,md}', {
      cwd: PROJECT,
      exclude: (name) => name === 'node_modules',
    });
    const cited = sources.flatMap((path) =>
      [...read(path).matchAll(/\bADR (\d+)/g)].map(([, number = '']) => ({ path, number })),
    );
    expect(cited.length).toBeGreaterThan(15);
    expect(cited.filter(({ number }) => !numbers.includes(number.padStart(4, '0')))).toEqual([]);
  });
});
