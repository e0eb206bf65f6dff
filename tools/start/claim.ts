import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, isAlive } from '../postgres/process-table.ts';

/** The process that runs the system of `folder`, or undefined. A note that a killed start left behind does not count. */
export function runningStart(folder: string): number | undefined {
  const path = join(folder, 'start.pid');
  if (!existsSync(path)) return undefined;
  const pid = Number(readFileSync(path, 'utf8'));
  return pid !== process.pid && isAlive(pid) && commandOf(pid).includes('tools/start/') ? pid : undefined;
}

/**
 * Notes that this process runs the system of `folder`. @returns a function that takes the note away
 * @throws a sentence when another one does already
 */
export function claim(folder: string): () => void {
  const other = runningStart(folder);
  if (other !== undefined) {
    throw new Error(
      `The system of this folder runs already (process ${String(other)}). Stop it with Ctrl-C where it runs, then start again.`,
    );
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'start.pid'), String(process.pid));
  return () => rmSync(join(folder, 'start.pid'), { force: true });
}
