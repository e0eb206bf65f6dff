import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { joinFirstLoad, weighFirstLoad } from './first-load.ts';

const BUILT = {
  'index.html':
    '<link rel="icon" href="/icon.svg"><link rel="modulepreload" href="/chunk-AAAAAAAA.js">' +
    '<script src="/main-BBBBBBBB.js" type="module"></script>',
  'icon.svg': '<svg/>',
  'chunk-AAAAAAAA.js': 'export const shared = () => console.log("shared");',
  'main-BBBBBBBB.js':
    'import{shared}from"./chunk-AAAAAAAA.js";shared();export const later=()=>import("./chunk-CCCCCCCC.js");',
  'chunk-CCCCCCCC.js': 'import{shared}from"./chunk-AAAAAAAA.js";shared();console.log("later");',
};

describe('the first load', () => {
  let folder: string;
  let from: string;
  let to: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'daiko-first-load-'));
    from = mkdtempSync(join(folder, 'from-'));
    to = mkdtempSync(join(folder, 'to-'));
    for (const [name, content] of Object.entries(BUILT)) writeFileSync(join(from, name), content);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const read = (name: string) => readFileSync(join(to, name), 'utf8');

  it('is one script, which the page names, with nothing to fetch before it', async () => {
    await joinFirstLoad(from, to);
    const [main] = readdirSync(to).filter((name) => name.startsWith('main-'));
    expect(read('index.html')).toBe(
      `<link rel="icon" href="/icon.svg"><script src="/${main!}" type="module"></script>`,
    );
    expect(read(main!)).toContain('shared');
    expect(read(main!)).not.toMatch(/from\s*["']/);
  });

  it('leaves apart what only a later page needs, and other files as they were', async () => {
    await joinFirstLoad(from, to);
    const chunks = readdirSync(to).filter((name) => name.startsWith('chunk-'));
    expect(chunks).toHaveLength(1);
    expect(read(chunks[0]!)).toContain('later');
    expect(chunks[0]).toMatch(/^chunk-[\w-]{8}\.js$/);
    expect(read('icon.svg')).toBe(BUILT['icon.svg']);
  });

  it('refuses a page without a main script', async () => {
    writeFileSync(join(from, 'index.html'), '<p>no script</p>');
    await expect(joinFirstLoad(from, to)).rejects.toThrow('names no main script');
  });

  it('weighs the page and each file it names, compressed where there is a compressed form', () => {
    writeFileSync(join(to, 'index.html'), '<link href="/icon.svg"><script src="/main-BBBBBBBB.js"></script>');
    writeFileSync(join(to, 'icon.svg'), 'x'.repeat(10));
    writeFileSync(join(to, 'main-BBBBBBBB.js'), 'x'.repeat(1_000));
    writeFileSync(join(to, 'main-BBBBBBBB.js.br'), 'x'.repeat(100));
    writeFileSync(join(to, 'chunk-CCCCCCCC.js'), 'x'.repeat(5_000));
    expect(weighFirstLoad(to) - read('index.html').length).toBe(110);
  });
});
