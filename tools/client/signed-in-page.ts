import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rolldown } from 'vite';

type Chunk = Pick<Rolldown.OutputChunk, 'fileName' | 'isEntry' | 'exports' | 'imports' | 'code'>;

/** What a page needs, as a `Link` header asks for it. The path is that of its route. */
export interface PageLink {
  path: string;
  link: string;
}

const STYLE = /<link rel="stylesheet" href="\/([^"]+)"/;
const ROOT = '<app-root></app-root>';
/** In the built routes: an address, and the first script that is loaded for it. */
const LAZY_ROUTE = /^([^/*"'`][^"'`]*)["'`][^]{0,400}?import\(["'`]\.\/([\w-]+\.js)["'`]\)/;

/**
 * Writes what the signed-in get instead of `index.html`: `signed-in.html` shows the frame before any script has run, and
 * `page-links.json` says for the server which files each page will need, so that they come at once instead of one after
 * the other.
 * @param folder the published client @param waiting what stands in the page until the client shows the page
 */
export function writeSignedInPage(folder: string, waiting: string, chunks: readonly Chunk[]): void {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  if (!page.includes(ROOT)) throw new Error(`${folder}/index.html has no ${ROOT}`);
  const inOneLine = waiting.trim().replace(/\s*\n\s*/g, ' ');
  writeFileSync(
    join(folder, 'signed-in.html'),
    page.replace(ROOT, () => `<app-root>${inOneLine}</app-root>`),
  );
  const [, style = ''] = STYLE.exec(page) ?? [];
  writeFileSync(join(folder, 'page-links.json'), JSON.stringify(pageLinks(chunks, style)));
}

/** For each page that is loaded when it is asked for: the style, the first load, the frame, and the page itself. */
export function pageLinks(chunks: readonly Chunk[], style: string): PageLink[] {
  const main = chunks.find(({ isEntry }) => isEntry);
  const frame = chunks.find(({ exports }) => exports.includes('AppFrame'));
  if (!main || !frame) throw new Error('There is no main script, or none that holds the frame');
  const ofFrame = withImports(chunks, frame.fileName);
  const pages = main.code.split(/\bpath:["'`]/).flatMap((text) => {
    const [, path, script] = LAZY_ROUTE.exec(text) ?? [];
    if (path === undefined || script === undefined) return [];
    const scripts = new Set([main.fileName, ...ofFrame, ...withImports(chunks, script)]);
    const links = [...scripts].map((name) => `</${name}>; rel=modulepreload`);
    return [{ path, link: [`</${style}>; rel=preload; as=style`, ...links].join(', ') }];
  });
  if (pages.length === 0) throw new Error('The main script names no page');
  return pages;
}

/** A script and all that it imports, except what the first load has brought already. */
function withImports(chunks: readonly Chunk[], name: string, found = new Set<string>()): Set<string> {
  const chunk = chunks.find(({ fileName }) => fileName === name);
  if (!chunk || chunk.isEntry || found.has(name)) return found;
  found.add(name);
  for (const imported of chunk.imports) withImports(chunks, imported, found);
  return found;
}
