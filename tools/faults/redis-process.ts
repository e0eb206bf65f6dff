import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { freePort } from '../postgres/server.ts';
import { eventually } from './eventually.ts';

/** How long a Redis may take to listen, in milliseconds. */
const PATIENCE = 10_000;

/** A Redis that keeps nothing on the disk: killed, it forgets every job, as `FLUSHALL` does. */
export class RedisProcess {
  private readonly port: number;
  private process: ChildProcess | undefined;

  private constructor(port: number) {
    this.port = port;
  }

  static async create(): Promise<RedisProcess> {
    const redis = new RedisProcess(await freePort());
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${String(this.port)}`;
  }

  async start(): Promise<void> {
    const settings = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.process = spawn('redis-server', settings, { stdio: 'ignore' });
    await eventually('Redis answers', PATIENCE, () => this.ask((client) => client.ping()));
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
