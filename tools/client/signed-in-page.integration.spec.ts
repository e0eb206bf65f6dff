import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pageLinks, writeSignedInPage } from './signed-in-page.ts';

const chunk = (fileName: string, imports: string[] = [], exports: string[] = [], code = '') => ({
  fileName,
  isEntry: fileName.startsWith('main'),
  imports,
  exports,
  code,
});
const MAIN =
  'const menu=[{label:`注文`,path:`/orders`}];const frame=()=>import(`./chunk-FRAME.js`);' +
  'r=[{path:`login`,component:Login},{path:`mypage`,title:`マイページ`,data:s(`見る`),loadComponent:()=>import(`./chunk-MINE.js`)},' +
  '{path:`masters/customers/:customerId`,loadComponent:()=>import(`./chunk-CARD.js`)},' +
  '{path:`**`,loadComponent:()=>import(`./chunk-NONE.js`)}]';
const CHUNKS = [
  chunk('main-AAAA.js', [], [], MAIN),
  chunk('chunk-FRAME.js', ['main-AAAA.js', 'chunk-PARTS.js'], ['AppFrame']),
  chunk('chunk-MINE.js', ['chunk-PARTS.js', 'chunk-TIME.js', 'main-AAAA.js']),
  chunk('chunk-CARD.js'),
  chunk('chunk-PARTS.js'),
  chunk('chunk-TIME.js', ['chunk-PARTS.js']),
  chunk('chunk-NONE.js'),
];

describe('the page of the signed-in', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'daiko-signed-in-'));
    writeFileSync(
      join(folder, 'index.html'),
      '<link rel="stylesheet" href="/styles-SSSS.css"><app-root></app-root><noscript></noscript>',
    );
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');

  it('has the frame where the client will stand, and leaves the page of everybody else alone', () => {
    writeSignedInPage(folder, '<header>\n  業務代行\n</header>\n', CHUNKS);
    expect(read('signed-in.html')).toContain(
      '<app-root><header> 業務代行 </header></app-root><noscript></noscript>',
    );
    expect(read('index.html')).toContain('<app-root></app-root>');
  });

  it('names for each page the style, the first load, the frame and the page, each file once', () => {
    writeSignedInPage(folder, '', CHUNKS);
    const [mine, ...others] = JSON.parse(read('page-links.json')) as { path: string; link: string }[];
    expect(mine).toEqual({
      path: 'mypage',
      link: [
        '</styles-SSSS.css>; rel=preload; as=style',
        ...['main-AAAA', 'chunk-FRAME', 'chunk-PARTS', 'chunk-MINE', 'chunk-TIME'].map(
          (name) => `</${name}.js>; rel=modulepreload`,
        ),
      ].join(', '),
    });
    expect(others.map(({ path }) => path)).toEqual(['masters/customers/:customerId']);
  });

  it('refuses a client in which it finds no frame, no page or no place for them', () => {
    expect(() => pageLinks([CHUNKS[0]!], '')).toThrow('holds the frame');
    expect(() => pageLinks([chunk('main-AAAA.js'), CHUNKS[1]!], '')).toThrow('names no page');
    writeFileSync(join(folder, 'index.html'), '<main></main>');
    expect(() => writeSignedInPage(folder, '', CHUNKS)).toThrow('has no <app-root>');
  });
});
