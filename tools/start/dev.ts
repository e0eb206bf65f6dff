import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT } from '../postgres/place.ts';
import { runInForeground } from './foreground.ts';

/** What builds again on every change: the servers restart on their new bundle, the client is served as it is built. */
const WATCHERS = [
  ['vite', 'build', '--watch', '-c', 'apps/api/vite.config.ts'],
  ['vite', 'build', '--watch', '-c', 'apps/worker/vite.config.ts'],
  ['nx', 'run', 'client:build:development', '--watch', '--output-style=stream'],
] as const;

/** Starts the watchers. @returns how to stop them */
function watchSources(): () => void {
  const watchers = WATCHERS.map(([tool, ...args]) =>
    spawn(process.execPath, [join(PROJECT, 'node_modules', '.bin', tool), ...args], {
      cwd: PROJECT,
      stdio: ['ignore', 'inherit', 'inherit'],
    }),
  );
  return () => watchers.forEach((watcher) => watcher.kill());
}

await runInForeground({ watch: true, alongside: watchSources });
