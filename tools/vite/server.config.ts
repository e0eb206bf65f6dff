import { defineConfig } from 'vite';
import type { UserConfig } from 'vite';

/**
 * How a server process is built: one bundle of our own code per entry, every package left outside.
 * `emptyOutDir` stays off so that `node --watch` never loses the file between two rebuilds.
 */
export function serverBuild(app: 'api' | 'worker', entries: Record<string, string>): UserConfig {
  return defineConfig({
    root: import.meta.dirname + '/../..',
    resolve: { tsconfigPaths: true },
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node24',
      outDir: `dist/apps/${app}`,
      emptyOutDir: false,
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: entries,
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
}
