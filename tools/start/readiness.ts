import { setTimeout as delay } from 'node:timers/promises';
import type { Child } from './child.ts';

/** Longest wait for a process, in milliseconds. */
const READY_TIMEOUT_MS = 90_000;

/** Waits until `url` answers 200. @throws with the process's last lines when it ends before, or with what it still misses */
export async function waitUntilReady(child: Child, url: string): Promise<void> {
  let end: string | undefined;
  void child.ended.then((how) => (end = how));
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (let missing = 'no answer'; ;) {
    if (end !== undefined) throw new Error(deathOf(child, end));
    if (Date.now() > deadline)
      throw new Error(`${child.name} is not ready: ${missing}\n${child.lastLines()}`);
    const answer = await ask(url);
    if (answer?.ok) return;
    missing = answer?.text ?? missing;
    await delay(40);
  }
}

/** One sentence and the log. */
export function deathOf(child: Child, how: string): string {
  return `${child.name} has ended (${how}). Its last lines:\n${child.lastLines()}`;
}

async function ask(url: string): Promise<{ ok: boolean; text: string } | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    return { ok: response.ok, text: await response.text() };
  } catch {
    return undefined; // not listening yet
  }
}
