import { execFile, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const here = (name: string) => join(import.meta.dirname, name);
const execute = promisify(execFile);

/** Runs a script of the bench to its end. @returns what it printed, as JSON */
export async function answerOf<T>(script: string, ...args: string[]): Promise<T> {
  const { stdout } = await execute(process.execPath, [here(script), ...args], { maxBuffer: 1e8 });
  return JSON.parse(stdout) as T;
}

/** A server that runs until it is stopped. */
export interface Peer {
  url: string;
  stop: () => void;
}

/** Starts a peer. @throws when it ends before it says where it listens */
export async function startPeer(script: string, ...args: string[]): Promise<Peer> {
  const child = spawn(process.execPath, [here(script), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('http')) return { url: line, stop: () => child.kill() };
  }
  throw new Error(`${script} did not start.`);
}

/** One request of a load, as autocannon takes it; `opensRun`: a PIN by mail is asked for right after. */
export interface LoadRequest {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
  opensRun?: true;
}

/** Puts load on a server. @returns requests per second @throws when any was refused */
export async function load(
  folder: string,
  url: string,
  requests: LoadRequest[],
  seconds: number,
): Promise<number> {
  const plan = join(folder, 'load.json');
  writeFileSync(plan, JSON.stringify({ url, connections: 10, seconds, requests }));
  const { perSecond, failed } = await answerOf<{ perSecond: number; failed: number }>('load.mjs', plan);
  if (failed > 0) throw new Error(`${String(failed)} requests to ${url}${requests[0]?.path ?? ''} failed.`);
  return perSecond;
}
