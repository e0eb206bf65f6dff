import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, watch } from 'node:fs';
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

function rebuildAndRestart(system: System): () => Promise<void> {
  const builders = BUILDERS.map(([tool, ...args]) => startBuilder(tool, args));
  const watchers = Object.entries(RUNS).map(([folder, name]) => restartOnChange(system, folder, name));
  return async () => {
    for (const watcher of watchers) watcher.close();
    await Promise.all(builders.map(endGroup));
  };
}

/** In a session of its own, so that what it starts can be ended with it. */
function startBuilder(tool: string, args: string[]): ChildProcess {
  const script = join(PROJECT, 'node_modules', '.bin', tool);
  return spawn(process.execPath, ['--import', END_WITH_PARENT, script, ...args], {
    cwd: PROJECT,
    env: { ...process.env, START_PID: String(process.pid) },
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** A builder keeps nothing that matters and Nx is slow to end what it has forked: both end at once. */
async function endGroup(builder: ChildProcess): Promise<void> {
  if (builder.pid === undefined || builder.exitCode !== null || builder.signalCode !== null) return;
  const ended = once(builder, 'exit');
  process.kill(-builder.pid, 'SIGKILL');
  await ended;
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
