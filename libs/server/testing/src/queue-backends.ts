import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect, type AddressInfo } from 'node:net';

/** Where BullMQ keeps its jobs during a test: settings to be added to those of the process under test. */
export interface TestQueueBackend {
  settings: Record<string, string>;
  stop(): Promise<void>;
}

export interface QueueBackendUnderTest {
  name: 'postgres' | 'redis';
  start(): Promise<TestQueueBackend>;
}

/** Both backends, for `describe.each(queueBackends)`: what holds on one has to hold on the other. */
export const queueBackends: QueueBackendUnderTest[] = [
  {
    name: 'postgres',
    start: () => Promise.resolve({ settings: { QUEUE_BACKEND: 'postgres' }, stop: () => Promise.resolve() }),
  },
  { name: 'redis', start: startRedis },
];

/** A Redis of its own, without a file on the disk. */
async function startRedis(): Promise<TestQueueBackend> {
  const port = await freePort();
  const redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], {
    stdio: 'ignore',
  });
  const ended = once(redis, 'exit');
  await accepting(port, redis);
  return {
    settings: { QUEUE_BACKEND: 'redis', REDIS_URL: `redis://127.0.0.1:${port}` },
    stop: async () => {
      redis.kill();
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Resolves as soon as somebody listens on the port. @throws when the process ended instead */
async function accepting(port: number, redis: ChildProcess): Promise<void> {
  for (;;) {
    if (redis.exitCode !== null) throw new Error('redis-server did not start');
    const socket = connect(port, '127.0.0.1');
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
  }
}
