import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../postgres/server.ts';
import { eventually } from './eventually.ts';

/** How long a Redis may take to listen, in milliseconds. */
const START_TIMEOUT_MS = 10_000;

/** A Redis that keeps nothing on the disk, unless it is told where: killed, it forgets every job, as `FLUSHALL` does. */
export class RedisProcess {
  private readonly port: number;
  private process: ChildProcess | undefined;

  private readonly folder: string | undefined;

  private constructor(port: number, folder: string | undefined) {
    this.port = port;
    this.folder = folder;
  }

  /** @param folder for its RDB and AOF files, as in production; nothing is kept without one */
  static async create(folder?: string): Promise<RedisProcess> {
    const redis = new RedisProcess(await freePort(), folder);
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${String(this.port)}`;
  }

  async start(): Promise<void> {
    const settings = ['--port', String(this.port), '--bind', '127.0.0.1', ...this.keeping()];
    this.process = spawn('redis-server', settings, { stdio: 'ignore' });
    await eventually('Redis answers', START_TIMEOUT_MS, () => this.ask((client) => client.ping()));
  }

  /** All that its files say, after it has written them: every command since it began, and what it holds. */
  async files(): Promise<{ name: string; text: string }[]> {
    const { folder } = this;
    if (folder === undefined) return [];
    await this.ask((client) => client.save());
    const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    return names.map(({ parentPath, name }) => ({
      name,
      text: readFileSync(join(parentPath, name), 'utf8'),
    }));
  }

  private keeping(): string[] {
    if (this.folder === undefined) return ['--save', '', '--appendonly', 'no'];
    mkdirSync(this.folder, { recursive: true });
    return ['--dir', this.folder, '--rdbcompression', 'no', '--appendonly', 'yes', '--appendfsync', 'always'];
  }

  /** kill -9. */
  async kill(): Promise<void> {
    const { process } = this;
    if (process === undefined) return;
    const ended = once(process, 'exit');
    process.kill('SIGKILL');
    await ended;
    this.process = undefined;
  }

  /** FLUSHALL. */
  async flush(): Promise<void> {
    await this.ask((client) => client.flushall());
  }

  /** @returns undefined when there is no answer */
  private async ask<T>(question: (client: Redis) => Promise<T>): Promise<T | undefined> {
    const client = new Redis(this.url, {
      lazyConnect: true,
      retryStrategy: () => null,
      connectTimeout: 1_000,
    });
    client.on('error', () => undefined); // told to whoever asks, too
    try {
      await client.connect();
      return await question(client);
    } catch {
      return undefined; // not there yet
    } finally {
      client.disconnect();
    }
  }
}
