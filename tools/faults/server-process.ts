import { join } from 'node:path';
import { Child } from '../start/child.ts';
import { waitUntilReady } from '../start/readiness.ts';
import type { Environment } from '../start/environment.ts';

/** The API or the worker, through all its lives. */
export class ServerProcess {
  readonly logFiles: string[] = [];
  private readonly name: 'api' | 'worker';
  private readonly environment: Environment;
  private readonly logs: string;
  private child: Child | undefined;
  isRunning = false;

  /** @param environment with an OPS_PORT of its own */
  constructor(name: 'api' | 'worker', environment: Environment, logs: string) {
    this.name = name;
    this.environment = environment;
    this.logs = logs;
  }

  /** Begins a life; resolves when it is ready for its work. */
  async start(): Promise<void> {
    await waitUntilReady(this.begin(), `${this.opsUrl}/readyz`);
  }

  /** Begins a life without waiting for anything. @param flags of Node, for this life only */
  begin(flags: string[] = []): Child {
    const logFile = join(
      this.logs,
      `${this.name}-${String(this.environment['OPS_PORT'])}-${String(this.logFiles.length + 1)}.log`,
    );
    this.logFiles.push(logFile);
    const args = ['--enable-source-maps', ...flags, `dist/apps/${this.name}/main.js`];
    const child = new Child({ name: this.name, args, environment: this.environment, logFile });
    this.child = child;
    this.isRunning = true;
    void child.ended.then(() => {
      if (this.child === child) this.isRunning = false;
    });
    return child;
  }

  /** SIGSTOP: it is there, and does nothing. */
  pause(): void {
    this.child?.signal('SIGSTOP');
  }

  resume(): void {
    this.child?.signal('SIGCONT');
  }

  /** Waits until it can do its work again. */
  async ready(): Promise<void> {
    if (this.child) await waitUntilReady(this.child, `${this.opsUrl}/readyz`);
  }

  /** kill -9. */
  async kill(): Promise<void> {
    this.child?.kill();
    await this.child?.ended;
  }

  /** SIGTERM. @returns how it ended, and after how many milliseconds */
  async terminate(): Promise<{ how: string; milliseconds: number }> {
    const began = performance.now();
    await this.child?.stop();
    const how = (await this.child?.ended) ?? 'it never ran';
    return { how, milliseconds: performance.now() - began };
  }

  get opsUrl(): string {
    return `http://127.0.0.1:${String(this.environment['OPS_PORT'])}`;
  }
}
