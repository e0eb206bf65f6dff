import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../postgres/server.ts';
import { SECOND_ACCOUNT, startStandIns, type StandIns } from '../stand-ins/stand-ins.ts';
import { Child } from '../start/child.ts';
import { asRole, developmentEnvironment, type Environment } from '../start/environment.ts';
import { deathOf } from '../start/readiness.ts';
import { ACCOUNT, TOKEN } from './account.ts';
import { savePeople } from './people.ts';
import { Person } from './person.ts';
import { PostgresProcess } from './postgres-process.ts';
import { RedisProcess } from './redis-process.ts';
import { ServerProcess } from './server-process.ts';

/** What a test wants otherwise. */
export interface RigPlan {
  people: number;
  /** Where jobs are kept; PostgreSQL unless it is said. */
  queue?: 'postgres' | 'redis';
  /** Redis writes files, as in production. */
  keepsRedisFiles?: boolean;
  /** Worker processes; one unless it is said. */
  workers?: number;
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
  /** The first of the workers. */
  readonly worker: ServerProcess;
  readonly workers: ServerProcess[];
  readonly redis: RedisProcess | undefined;
  readonly address: string;
  /** Every body that anybody was answered with. */
  readonly said: string[] = [];
  private readonly folder: string;
  private people = 0;
  private readonly room: number;

  private constructor(folder: string, room: number, parts: Parts) {
    const { environment } = parts;
    const logs = join(folder, 'logs');
    this.folder = folder;
    this.room = room;
    this.standIns = parts.standIns;
    this.postgres = parts.postgres;
    this.redis = parts.redis;
    this.address = String(environment['PUBLIC_BASE_URL']);
    this.api = new ServerProcess('api', asRole(environment, 'api'), logs);
    this.workers = parts.workerPorts.map(
      (port) =>
        new ServerProcess('worker', { ...asRole(environment, 'worker'), OPS_PORT: String(port) }, logs),
    );
    const [worker] = this.workers;
    if (worker === undefined) throw new Error('A rig has a worker at least.');
    this.worker = worker;
  }

  static async start({
    people,
    queue = 'postgres',
    workers = 1,
    settings = {},
    ...plan
  }: RigPlan): Promise<Rig> {
    const folder = mkdtempSync(join(tmpdir(), 'daiko-faults-'));
    const postgres = await PostgresProcess.create(folder);
    const standIns = await startStandIns({ accountSid: ACCOUNT, authToken: TOKEN });
    const redis =
      queue === 'redis'
        ? await RedisProcess.create(plan.keepsRedisFiles ? join(folder, 'redis') : undefined)
        : undefined;
    const queued =
      redis === undefined ? settings : { ...settings, QUEUE_BACKEND: 'redis', REDIS_URL: redis.url };
    const environment = await environmentOf(folder, postgres, standIns, queued);
    const workerPorts = await Promise.all(Array.from({ length: workers }, () => freePort()));
    const rig = new Rig(folder, people, { standIns, postgres, redis, environment, workerPorts });
    for (const name of ['migrate', 'seed']) await runToEnd(name, environment, folder);
    await rig.inDatabase((client) => savePeople(client, people));
    await Promise.all([rig.api, ...rig.workers].map((server) => server.start()));
    return rig;
  }

  async stop(): Promise<void> {
    await this.postgres.restore();
    await Promise.all([this.api, ...this.workers].map((server) => server.terminate()));
    await this.standIns.stop();
    await this.redis?.kill();
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

  /** Every connection of every process is cut; each has to open new ones. */
  async terminateConnections(): Promise<void> {
    await this.inDatabase((client) =>
      client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'`,
      ),
    );
  }

  /** As if a claim's 20 seconds were over. */
  async letClaimsRunOut(): Promise<void> {
    await this.inDatabase((client) =>
      client.query("UPDATE notification SET lease_until = now() WHERE state = 'sending'"),
    );
  }
}

/** What a rig is made of before its processes run. */
interface Parts {
  standIns: StandIns;
  postgres: PostgresProcess;
  redis: RedisProcess | undefined;
  environment: Environment;
  workerPorts: number[];
}

async function environmentOf(
  folder: string,
  postgres: PostgresProcess,
  { httpUrl, smtpUrl, secondSmtpUrl }: StandIns,
  settings: Record<string, string>,
): Promise<Environment> {
  const [PORT, opsPort] = await Promise.all([freePort(), freePort()]);
  const portOf = (url: string) => Number(new URL(url).port);
  const at = {
    databaseUrl: postgres.url,
    opsPort,
    standIns: { httpPort: portOf(httpUrl), smtpPort: portOf(smtpUrl) },
  };
  const wide = {
    SMTP_SECOND_URL: secondSmtpUrl,
    TWILIO_SECOND_ACCOUNT_SID: SECOND_ACCOUNT.sid,
    TWILIO_SECOND_AUTH_TOKEN: SECOND_ACCOUNT.authToken,
    TWILIO_SECOND_FROM_SMS: '+815000000003',
    TWILIO_SECOND_FROM_VOICE: '+815000000004',
    TRUST_PROXY: '127.0.0.1',
    PIN_RESEND_SECONDS: '1',
    RUNS_PER_ADDRESS_HOURLY: '10000',
    RUNS_PER_ADDRESS_DAILY: '10000',
    BUDGET_SMS_DAILY: '100000',
    BUDGET_VOICE_DAILY: '100000',
    BUDGET_DEALER_DAILY: '100000',
    BUDGET_PREFIX_DAILY: '100000',
    // One operator moves and asks for contacts as long as a long run takes.
    STEP_UP_MINUTES: '30',
    ...settings,
  };
  return developmentEnvironment({ PORT: String(PORT), ...wide }, folder, at);
}

async function runToEnd(name: string, environment: Environment, folder: string): Promise<void> {
  const logFile = join(folder, 'logs', `${name}.log`);
  const child = new Child({ name, args: [`dist/apps/api/${name}.js`], environment, logFile });
  const how = await child.ended;
  if (how !== 'exit code 0') throw new Error(deathOf(child, how));
}
