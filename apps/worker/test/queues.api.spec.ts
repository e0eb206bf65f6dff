import { Queues } from '@daiko/server-platform';
import {
  queueBackends,
  testConfig,
  testDatabase,
  type TestDatabase,
  type TestQueueBackend,
} from '@daiko/server-testing';
import { Logger } from '@nestjs/common';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

Logger.overrideLogger(false);

/** A wire to a server that can be cut and mended. */
class Wire {
  private readonly sockets = new Set<Socket>();
  private server?: Server;
  private port = 0;

  constructor(private readonly target: URL) {}

  async mend(): Promise<void> {
    this.server = createServer((near) => {
      const far = connect(Number(this.target.port), this.target.hostname);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(socket);
        socket.pipe(other).on('error', () => undefined);
        socket.on('error', () => undefined).on('close', () => other.destroy());
      }
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async cut(): Promise<void> {
    this.server?.close();
    for (const socket of this.sockets) socket.destroy();
    if (this.server) await once(this.server, 'close');
  }

  get url(): string {
    const url = new URL(this.target);
    url.port = String(this.port);
    return url.href;
  }
}

describe.each(queueBackends)('Queues on $name', ({ name, start }) => {
  let database: TestDatabase;
  let backend: TestQueueBackend;
  let wire: Wire;
  let queues: Queues;

  beforeAll(async () => {
    [database, backend] = await Promise.all([testDatabase(), start()]);
  });
  afterAll(async () => {
    await database.drop();
    await backend.stop();
  });
  beforeEach(async () => {
    wire = new Wire(new URL(name === 'redis' ? backend.settings['REDIS_URL']! : database.url));
    await wire.mend();
    const address = { [name === 'redis' ? 'REDIS_URL' : 'DATABASE_URL']: wire.url };
    queues = new Queues(testConfig({ DATABASE_URL: database.url, ...backend.settings, ...address }));
  });
  afterEach(async () => {
    await queues.close();
    await wire.cut();
  });

  const add = (id: string) => queues.add('trial', [{ id, data: { id } }]);

  it('hands a job to one who takes it, once, however often its id is added', async () => {
    const taken: unknown[] = [];
    await queues.take('trial', 1, (data) => {
      taken.push(data);
      return Promise.resolve();
    });
    await add('first-job');
    await add('first-job');
    await add('second-job');
    await vi.waitUntil(() => taken.length >= 2, { timeout: 5_000 });
    expect(taken).toEqual([{ id: 'first-job' }, { id: 'second-job' }]);
  });

  it('says within a second that a backend is away which was never there, and adds once it is', async () => {
    await wire.cut();
    const asked = performance.now();
    await expect(add('early-job')).rejects.toThrow();
    expect(performance.now() - asked).toBeLessThan(1_500);
    await wire.mend();
    await vi.waitUntil(
      () =>
        add('late-job').then(
          () => true,
          () => false,
        ),
      { timeout: 10_000, interval: 50 },
    );
  });

  it('goes on after the connection was cut', async () => {
    const taken: unknown[] = [];
    await queues.take('trial', 1, (data) => {
      taken.push(data);
      return Promise.resolve();
    });
    await wire.cut();
    await wire.mend();
    const id = `job-after-cut-${name}`;
    await vi.waitUntil(
      () =>
        add(id).then(
          () => true,
          () => false,
        ),
      { timeout: 10_000, interval: 50 },
    );
    await vi.waitUntil(() => taken.some((data) => (data as { id: string }).id === id), { timeout: 10_000 });
  });

  it('leaves nothing behind when a queue is prepared', async () => {
    await queues.prepare(['trial-prepared']);
    const taken: unknown[] = [];
    await queues.take('trial-prepared', 1, (data) => {
      taken.push(data);
      return Promise.resolve();
    });
    await queues.add('trial-prepared', [{ id: 'real-job', data: { id: 'real' } }]);
    await vi.waitUntil(() => taken.length > 0, { timeout: 5_000 });
    expect(taken).toEqual([{ id: 'real' }]);
  });
});
