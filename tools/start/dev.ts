import { existsSync, mkdirSync, watch } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT } from '../postgres/place.ts';
import { END_WITH_PARENT } from './child.ts';
import { runInForeground } from './foreground.ts';
import { BUNDLE, type System } from './system.ts';

/** What builds again on every change of a source. */
const BUILDERS = [
  ['vite', 'build', '--watch', '-c', 'apps/api/vite.config.ts'],
  ['vite', 'build', '--watch', '-c', 'apps/worker/vite.config.ts'],
  // Names with hashes, because browsers keep what has the same name; no cache, which would end the watch at once.
  [
    'nx',
    'run',
    'client:bundle:development',
    '--watch',
    '--outputHashing=all',
    '--skip-nx-cache',
    '--output-style=stream',
  ],
] as const;

/** Which process runs what is in a folder. */
const RUNS = { 'dist/apps/api': 'api', 'dist/apps/worker': 'worker', [BUNDLE]: 'api' };
/** A build writes several files: only the last of them counts. Milliseconds. */
const QUIET = 300;

function rebuildAndRestart(system: System): () => void {
  const builders = BUILDERS.map(([tool, ...args]) =>
    spawn(
      process.execPath,
      ['--import', END_WITH_PARENT, join(PROJECT, 'node_modules', '.bin', tool), ...args],
      {
        cwd: PROJECT,
        env: { ...process.env, START_PID: String(process.pid) },
        detached: true,
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      },
    ),
  );
  const watchers = Object.entries(RUNS).map(([folder, name]) => restartOnChange(system, folder, name));
  return () => {
    for (const watcher of watchers) watcher.close();
    for (const builder of builders) builder.kill();
  };
}

function restartOnChange(system: System, folder: string, name: string): ReturnType<typeof watch> {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  let timer: NodeJS.Timeout | undefined;
  return watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void system.restart(name), QUIET);
  });
}

await runInForeground({ watch: true, alongside: rebuildAndRestart });
