import { cpSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

const MAIN = /<script src="\/(main-[\w-]+\.js)" type="module"><\/script>/;
const PRELOAD = /<link rel="modulepreload" href="[^"]*">/g;
/** Pages that have a part in common before it stands with the other shared ones. */
const SHARED_BY = 8;

/**
 * Vite wraps each `import()` in a call that fetches what the script needs beforehand. There is no such list here, so the
 * calls do nothing, and weigh 600 bytes.
 */
const WITHOUT_PRELOAD_CALLS: Plugin = {
  name: 'without-preload-calls',
  configResolved: ({ plugins }) => {
    const index = plugins.findIndex(({ name }) => name === 'native:import-analysis-build');
    (plugins as Plugin[]).splice(index, index < 0 ? 0 : 1);
  },
};
const NAMED_FILE = /(?:src|href)="\/([^"]+)"/g;

/**
 * Copies a built client and puts into one script whatever its main script needs at once. Angular's own pass keeps apart
 * what pages that come later share with the first one (the framework above all): as one text, and minified once more
 * where names are now known to be its own, it came to 81 kB compressed instead of 87, in one answer instead of five.
 * @param from the folder to read @param to the folder to write, emptied before @returns the scripts that were written
 */
export async function joinFirstLoad(from: string, to: string): Promise<Rolldown.OutputChunk[]> {
  const page = readFileSync(join(from, 'index.html'), 'utf8');
  const [script = '', main = ''] = MAIN.exec(page) ?? [];
  if (main === '') throw new Error(`${from}/index.html names no main script`);
  const chunks = await joinScripts(from, to, main);
  const joined = new Set(chunks.flatMap(({ moduleIds }) => moduleIds));
  cpSync(from, to, { recursive: true, filter: (file) => !joined.has(file) });
  const entry = chunks.find(({ isEntry }) => isEntry);
  if (!entry || entry.imports.length > 0) throw new Error('The first load did not become one script');
  writeFileSync(
    join(to, 'index.html'),
    page.replace(PRELOAD, '').replace(script, script.replace(main, entry.fileName)),
  );
  return chunks;
}

async function joinScripts(from: string, to: string, main: string): Promise<Rolldown.OutputChunk[]> {
  const result = await build({
    configFile: false,
    envDir: false,
    root: from,
    base: '/',
    publicDir: false,
    logLevel: 'error',
    plugins: [WITHOUT_PRELOAD_CALLS],
    build: {
      outDir: to,
      emptyOutDir: true,
      assetsDir: '',
      // Angular has lowered it already.
      target: 'esnext',
      modulePreload: false,
      rolldownOptions: {
        input: { main: join(from, main) },
        output: {
          entryFileNames: '[name]-[hash].js',
          chunkFileNames: 'chunk-[hash].js',
          codeSplitting: {
            groups: [
              { name: 'main', tags: ['$initial'] },
              // Small parts of many pages: fetched once, in one answer.
              { name: 'shared', minShareCount: SHARED_BY },
            ],
          },
        },
      },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]) as Rolldown.RolldownOutput[];
  return outputs.flatMap(({ output }) => output).filter((file) => file.type === 'chunk');
}

/**
 * What a browser that has nothing yet fetches to show the first page: the page and the files it names, compressed,
 * without their headers.
 * @returns bytes
 */
export function weighFirstLoad(folder: string): number {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const files = new Set(['index.html', ...[...page.matchAll(NAMED_FILE)].map(([, name = '']) => name)]);
  const sizes = [...files].map((name) => {
    const compressed = join(folder, `${name}.br`);
    return statSync(existsSync(compressed) ? compressed : join(folder, name)).size;
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}
