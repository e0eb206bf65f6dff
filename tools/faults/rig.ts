import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../postgres/server.ts';
import { startStandIns, type StandIns } from '../stand-ins/stand-ins.ts';
import { Child } from '../start/child.ts';
import { asRole, developmentEnvironment, type Environment } from '../start/environment.ts';
import { deathOf } from '../start/readiness.ts';
import { ACCOUNT, TOKEN } from './account.ts';
import { savePeople } from './people.ts';
import { Person } from './person.ts';
import { PostgresProcess } from './postgres-process.ts';
import { ServerProcess } from './server-process.ts';

/** What a test wants otherwise. */
export interface RigPlan {
  people: number;
  settings?: Record<string, string>;
}

/**
 * The whole system as processes, each of which can be killed, stopped and started again, and the outside as stand-ins.
 * Limits that would slow a test down are wide; those of the PIN itself are the product's.
 */
export class Rig {
  readonly standIns: StandIns;
  readonly postgres: PostgresProcess;
  readonly api: ServerProcess;
  readonly worker: ServerProcess;
  readonly address: string;
  /** Every body that anybody was answered with. */
  readonly said: string[] = [];
  private readonly folder: string;
  private people = 0;
  private readonly room: number;

  private constructor(
    folder: string,
    standIns: StandIns,
    postgres: PostgresProcess,
    environment: Environment,
    room: number,
  ) {
    const logs = join(folder, 'logs');
    this.folder = folder;
    this.room = room;
    this.standIns = standIns;
    this.postgres = postgres;
    this.address = String(environment['PUBLIC_BASE_URL']);
    this.api = new ServerProcess('api', asRole(environment, 'api'), logs);
    const workerOps = { OPS_PORT: String(environment['WORKER_OPS_PORT']) };
    this.worker = new ServerProcess('worker', { ...asRole(environment, 'worker'), ...workerOps }, logs);
  }

  static async start({ people, settings = {} }: RigPlan): Promise<Rig> {
    const folder = mkdtempSync(join(tmpdir(), 'daiko-faults-'));
    const postgres = await PostgresProcess.create(folder);
    const standIns = await startStandIns({ accountSid: ACCOUNT, authToken: TOKEN });
    const environment = await environmentOf(folder, postgres, standIns, settings);
    const rig = new Rig(folder, standIns, postgres, environment, people);
    for (const name of ['migrate', 'seed']) await runToEnd(name, environment, folder);
    await rig.inDatabase((client) => savePeople(client, people));
    await Promise.all([rig.api.start(), rig.worker.start()]);
    return rig;
  }

  async stop(): Promise<void> {
    await this.postgres.restore();
    await Promise.all([this.api.terminate(), this.worker.terminate()]);
    await this.standIns.stop();
    await this.postgres.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Somebody who has not yet appeared in this rig. @throws when nobody is left: a stranger would get decoys */
  nextPerson(): Person {
    if (this.people >= this.room) throw new Error(`The rig has no more than ${String(this.room)} people.`);
    return new Person(this.address, this.people++, (said) => this.said.push(said));
  }

  /** A pair that is right, of somebody else each time as long as there are people, and where it comes from. */
  nextPair(): { email: string; phone: string; network: string } {
    const { identity, network } = this.nextPerson();
    return { email: identity.loginId, phone: identity.mobile, network };
  }

  async inDatabase<T>(use: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: this.postgres.url });
    await client.connect();
    try {
      return await use(client);
    } finally {
      await client.end();
    }
  }

  /** As if a claim's 20 seconds were over. */
  async letClaimsRunOut(): Promise<void> {
    await this.inDatabase((client) =>
      client.query("UPDATE notification SET lease_until = now() WHERE state = 'sending'"),
    );
  }
}

async function environmentOf(
  folder: string,
  postgres: PostgresProcess,
  { httpUrl, smtpUrl }: StandIns,
  settings: Record<string, string>,
): Promise<Environment> {
  const [PORT, opsPort, workerOps] = await Promise.all([freePort(), freePort(), freePort()]);
  const portOf = (url: string) => Number(new URL(url).port);
  const at = {
    databaseUrl: postgres.url,
    opsPort,
    standIns: { httpPort: portOf(httpUrl), smtpPort: portOf(smtpUrl) },
  };
  const wide = {
    TRUST_PROXY: '127.0.0.1',
    PIN_RESEND_SECONDS: '1',
    RUNS_PER_ADDRESS_HOURLY: '10000',
    RUNS_PER_ADDRESS_DAILY: '10000',
    BUDGET_SMS_DAILY: '100000',
    BUDGET_VOICE_DAILY: '100000',
    BUDGET_DEALER_DAILY: '100000',
    BUDGET_PREFIX_DAILY: '100000',
    ...settings,
  };
  const environment = developmentEnvironment({ PORT: String(PORT), ...wide }, folder, at);
  return { ...environment, WORKER_OPS_PORT: String(workerOps) };
}

async function runToEnd(name: string, environment: Environment, folder: string): Promise<void> {
  const logFile = join(folder, 'logs', `${name}.log`);
  const child = new Child({ name, args: [`dist/apps/api/${name}.js`], environment, logFile });
  const how = await child.ended;
  if (how !== 'exit code 0') throw new Error(deathOf(child, how));
}
