import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { createServer, type Server } from 'node:http';
import { Registry, collectDefaultMetrics } from 'prom-client';
import { AppConfig } from '../settings/app-config';

/** Returns what a process lacks to do its work, or undefined. */
export type ReadinessCheck = () => Promise<string | undefined>;

/** How long one check may take before it counts as failed, in milliseconds. */
const CHECK_TIMEOUT_MS = 1_500;

/**
 * `GET /healthz` (alive), `/readyz` (can do its work, or lists what is missing), `/metrics`; only on OPS_PORT and
 * loopback.
 */
@Injectable()
export class OpsServer implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly metrics = new Registry();
  private readonly checks = new Map<string, ReadinessCheck>();
  private server?: Server;

  constructor(private readonly config: AppConfig) {
    collectDefaultMetrics({ register: this.metrics });
  }

  /** @param name the checked thing, e.g. `database`; shown together with what is missing */
  addCheck(name: string, check: ReadinessCheck): void {
    this.checks.set(name, check);
  }

  /** What is missing now, by the name of the check; empty when the process can do its work. */
  async missing(): Promise<Record<string, string>> {
    const results = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await withinPatience(check)] as const),
    );
    return Object.fromEntries(results.filter((entry): entry is [string, string] => entry[1] !== undefined));
  }

  async onApplicationBootstrap(): Promise<void> {
    const server = createServer((request, response) => {
      this.answer(request.url ?? '/').then(
        ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
        // A failing collector must not end the process.
        (error: unknown) =>
          response.writeHead(500).end(`${error instanceof Error ? error.name : 'failed'}\n`),
      );
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.config.values.OPS_PORT, '127.0.0.1', resolve);
    });
    this.server = server;
  }

  onApplicationShutdown(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  private async answer(path: string): Promise<{ status: number; type: string; body: string }> {
    if (path === '/healthz') return { status: 200, type: 'text/plain', body: 'alive\n' };
    if (path === '/metrics')
      return { status: 200, type: this.metrics.contentType, body: await this.metrics.metrics() };
    if (path !== '/readyz') return { status: 404, type: 'text/plain', body: 'unknown\n' };
    const missing = await this.missing();
    const ready = Object.keys(missing).length === 0;
    return { status: ready ? 200 : 503, type: 'application/json', body: JSON.stringify({ ready, missing }) };
  }
}

async function withinPatience(check: ReadinessCheck): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => {
      resolve('no answer');
    }, CHECK_TIMEOUT_MS);
  });
  const answer = check().catch((error: unknown) => (error instanceof Error ? error.name : 'failed'));
  return Promise.race([answer, late]).finally(() => {
    clearTimeout(timer);
  });
}
