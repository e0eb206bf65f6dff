import { setTimeout as delay } from 'node:timers/promises';
import { control } from '../stand-ins/testing.ts';
import { providerFault } from './provider-faults.ts';
import type { Random } from './random.ts';
import type { Rig } from './rig.ts';
import type { ServerProcess } from './server-process.ts';

/** One fault that was done, in milliseconds since 1970. */
export interface Strike {
  name: string;
  began: number;
  ended: number;
}

interface Fault {
  name: string;
  weight: number;
  /** Resolves when what was taken away is back. */
  strike(): Promise<unknown>;
}

/** A worker that is stopped for so long has lost its claims, in milliseconds. */
const PAST_THE_LEASE = 24_000;

/** Does faults to a rig, drawn by lot. Whatever ends meanwhile is started again, as whoever runs the system does. */
export class Nemesis {
  readonly strikes: Strike[] = [];
  private readonly rig: Rig;
  private readonly random: Random;
  private readonly faults: Fault[];
  private readonly under = new Set<ServerProcess>();
  private readonly supervision: NodeJS.Timeout;
  private readonly afterwards: Promise<unknown>[] = [];

  constructor(rig: Rig, random: Random) {
    this.rig = rig;
    this.random = random;
    this.faults = [...this.ofProcesses(), ...this.ofPostgres(), ...this.ofRedis(), this.ofProviders()];
    this.supervision = setInterval(() => this.supervise(), 250);
  }

  /** One fault. @returns its name */
  async strike(): Promise<string> {
    const fault = this.random.pick(this.faults);
    await this.timed(fault.name, () => fault.strike());
    return fault.name;
  }

  /** PostgreSQL is away for so long. */
  absence(milliseconds: number): Promise<void> {
    return this.timed(`PostgreSQL away for ${String(milliseconds / 1_000)} s`, () => this.away(milliseconds));
  }

  /** Everything is there again and stays there. */
  async rest(): Promise<void> {
    await Promise.all(this.afterwards);
    clearInterval(this.supervision);
    for (const channel of ['voice', 'sms', 'email'])
      await control(this.rig.standIns, 'PUT', `${channel}/plan`, { mode: 'ok' });
    await control(this.rig.standIns, 'POST', 'release');
    for (const server of [this.rig.api, ...this.rig.workers]) if (!server.isRunning) await server.start();
  }

  private async timed(name: string, strike: () => Promise<unknown>): Promise<void> {
    const began = Date.now();
    await strike();
    this.strikes.push({ name, began, ended: Date.now() });
  }

  private ofProcesses(): Fault[] {
    const { random } = this;
    const pause = (server: ServerProcess, most: number) => async () => {
      server.pause();
      await delay(random.between(300, most));
      server.resume();
    };
    return [
      { name: 'kill -9 of a worker', weight: 14, strike: () => this.killed(this.aWorker()) },
      { name: 'SIGSTOP of a worker', weight: 7, strike: () => pause(this.aWorker(), 3_000)() },
      { name: 'SIGSTOP of a worker past its claims', weight: 1, strike: () => this.slept(this.aWorker()) },
      { name: 'a worker whose clock is off', weight: 3, strike: () => this.skewed(this.aWorker()) },
      { name: 'kill -9 of the API', weight: 6, strike: () => this.killed(this.rig.api) },
      { name: 'SIGSTOP of the API', weight: 5, strike: () => pause(this.rig.api, 2_000)() },
    ];
  }

  private ofPostgres(): Fault[] {
    const { postgres } = this.rig;
    const { random } = this;
    return [
      { name: 'PostgreSQL restarted', weight: 4, strike: () => this.away(0) },
      {
        name: 'PostgreSQL crashed',
        weight: 4,
        strike: async () => (await postgres.crash(), postgres.start()),
      },
      { name: 'PostgreSQL away', weight: 3, strike: () => this.away(random.between(1_000, 6_000)) },
      { name: 'PostgreSQL silent', weight: 3, strike: () => this.silent(random.between(500, 3_000)) },
      { name: 'all connections cut', weight: 12, strike: () => this.rig.terminateConnections() },
    ];
  }

  private ofRedis(): Fault[] {
    const { redis } = this.rig;
    if (redis === undefined) return [];
    return [
      { name: 'Redis killed', weight: 8, strike: async () => (await redis.kill(), redis.start()) },
      { name: 'FLUSHALL', weight: 8, strike: () => redis.flush() },
    ];
  }

  private ofProviders(): Fault {
    const { rig, random } = this;
    return { name: 'a provider', weight: 32, strike: () => providerFault(rig.standIns, random) };
  }

  private aWorker(): ServerProcess {
    const { workers } = this.rig;
    return workers[this.random.between(0, workers.length - 1)] ?? this.rig.worker;
  }

  private async killed(server: ServerProcess): Promise<void> {
    this.under.add(server);
    await server.kill();
    server.begin();
    this.under.delete(server);
  }

  /** Its clock is off by as much as the start accepts. */
  private async skewed(worker: ServerProcess): Promise<void> {
    this.under.add(worker);
    await worker.kill();
    const off = this.random.next() < 0.5 ? -1_500 : 1_500;
    worker.begin(['--import', `data:text/javascript,const now=Date.now;Date.now=()=>now()+(${String(off)})`]);
    this.under.delete(worker);
  }

  /** The others go on meanwhile, and so do the faults. */
  private slept(worker: ServerProcess): Promise<void> {
    worker.pause();
    this.afterwards.push(delay(PAST_THE_LEASE).then(() => worker.resume()));
    return Promise.resolve();
  }

  private async away(milliseconds: number): Promise<void> {
    await this.rig.postgres.stop();
    await delay(milliseconds);
    await this.rig.postgres.start();
  }

  private async silent(milliseconds: number): Promise<void> {
    this.rig.postgres.freeze();
    await delay(milliseconds);
    this.rig.postgres.thaw();
  }

  private supervise(): void {
    for (const server of [this.rig.api, ...this.rig.workers])
      if (!server.isRunning && !this.under.has(server)) server.begin();
  }
}
