import { existsSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandOf, isAlive } from './process-table.ts';

/** How long a server gets to end itself, in milliseconds. */
const EXIT_TIMEOUT_MS = 20_000;

/**
 * Clears the way after a start that was killed: ends a server that still holds the data directory, and removes a lock
 * whose process id now belongs to something else (PostgreSQL would take that for itself and refuse to start).
 * A lock of a process that is gone stays: PostgreSQL looks after it, and after what its children may still hold.
 */
export async function endOrphan(dataDirectory: string): Promise<void> {
  const lock = join(dataDirectory, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  if (!isAlive(pid)) return;
  if (!isServerOf(pid, dataDirectory)) {
    rmSync(lock);
    return;
  }
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + EXIT_TIMEOUT_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) {
      throw new Error(
        `A PostgreSQL of an earlier start (process ${String(pid)}) does not stop. End it, then start again.`,
      );
    }
    await delay(50);
  }
}

function isServerOf(pid: number, dataDirectory: string): boolean {
  const command = commandOf(pid);
  if (!command.includes('postgres')) return false;
  if (command.includes(dataDirectory)) return true;
  // A server may rename itself in the process table, but it works in its data directory.
  return existsSync('/proc/self/cwd') && readlinkSync(`/proc/${String(pid)}/cwd`) === dataDirectory;
}
