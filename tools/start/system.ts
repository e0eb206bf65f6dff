import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE, startEmbedded } from '../postgres/embedded.ts';
import { freePort } from '../postgres/server.ts';
import { build } from './build.ts';
import { Child } from './child.ts';
import { claim } from './claim.ts';
import { deleteData, isEmpty, migrationsFingerprint } from './data.ts';
import { asRole, developmentEnvironment, givenEnvironment, type Environment } from './environment.ts';
import { opsPorts, requirePort } from './ports.ts';
import { deathOf, waitUntilReady } from './readiness.ts';

export interface SystemPlan {
  /** Where data, keys and logs are. */
  folder: string;
  /** Delete the data first. */
  fresh: boolean;
  /** Run the servers so that they start again when their bundle changes. */
  watch: boolean;
  say: (sentence: string) => void;
}

/** What a person needs to know of the running system. */
export interface Running {
  address: string;
  environment: Environment;
  logs: string;
}

/** The whole system on this machine: database, stand-ins, worker and API. Stopped in the opposite order. */
export class System {
  private readonly plan: SystemPlan;
  private readonly stops: (() => unknown)[] = [];
  private readonly parts = new Map<string, { child: Child; args: string[]; environment: Environment }>();
  /** Each resolves with a sentence when a part has ended. */
  private readonly ends: Promise<string>[] = [];
  private stopping: Promise<void> | undefined;

  constructor(plan: SystemPlan) {
    this.plan = plan;
  }

  /** @throws a sentence for a person when it cannot be started */
  async start(): Promise<Running> {
    const { folder, fresh, say } = this.plan;
    const given = givenEnvironment();
    this.stops.unshift(claim(folder));
    await requirePort(given);
    if (fresh) deleteData(folder, given);
    const [databaseUrl, ops, httpPort, smtpPort] = await Promise.all([
      this.startDatabase(given),
      opsPorts(given),
      freePort(),
      freePort(),
      this.build(),
    ]);
    const at = { databaseUrl, opsPort: ops.api, standIns: { httpPort, smtpPort } };
    const clientDirectory = this.plan.watch ? { CLIENT_DIR: BUNDLE } : {};
    const environment = developmentEnvironment({ ...clientDirectory, ...given }, folder, at);
    if (environment['APP_ENV'] === 'development') this.startStandIns(environment, at.standIns);
    await this.prepareData(environment, given['DATABASE_URL'] === undefined);
    say('Starting the API and the worker ...');
    await this.startServers(environment, ops.worker);
    return { address: String(environment['PUBLIC_BASE_URL']), environment, logs: join(folder, 'logs') };
  }

  /** Resolves with a sentence when one of the processes has ended that should not have. */
  failure(): Promise<string> {
    return Promise.race(this.ends);
  }

  /** Stops everything, the database last; however often it is called, once. */
  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  /** Stops a part and starts it again on what is built now. */
  async restart(name: string): Promise<void> {
    const part = this.parts.get(name);
    if (!part || this.isStopping) return;
    this.parts.delete(name); // from here on its end is expected
    this.plan.say(`Starting ${name} again ...`);
    await part.child.stop();
    this.run(name, part.args, part.environment);
  }

  /** Adds something that is to stop with the system, before all that runs already. */
  onStop(stop: () => unknown): void {
    this.stops.unshift(stop);
  }

  get isStopping(): boolean {
    return this.stopping !== undefined;
  }

  /** Ends the processes at once; for a person who does not want to wait. */
  kill(): void {
    for (const { child } of this.parts.values()) child.kill();
  }

  private async stopAll(): Promise<void> {
    // A copy: what is still being started adds itself, and ends with this process.
    for (const stop of [...this.stops]) await stop();
  }

  private async startDatabase(given: Environment): Promise<string> {
    if (given['DATABASE_URL'] !== undefined) return given['DATABASE_URL'];
    const server = await startEmbedded(this.plan.folder, this.plan.say);
    this.stops.unshift(() => server.stop());
    this.ends.push(server.gone.then((log) => `PostgreSQL has ended. Its last lines:\n${log}`));
    return server.url(DATABASE);
  }

  private async build(): Promise<void> {
    this.plan.say('Building what changed ...');
    await build((breakOff) => this.stops.unshift(breakOff));
  }

  private startStandIns(environment: Environment, ports: { httpPort: number; smtpPort: number }): void {
    const own = { STAND_INS_HTTP_PORT: String(ports.httpPort), STAND_INS_SMTP_PORT: String(ports.smtpPort) };
    this.run('stand-ins', ['tools/stand-ins/main.ts'], { ...environment, ...own });
  }

  /** Migrates with a build that has not migrated this data yet, and fills an empty database with the demo network. */
  private async prepareData(environment: Environment, isEmbedded: boolean): Promise<void> {
    const stamp = join(this.plan.folder, 'migrated');
    // Migrating also gives the roles their passwords.
    const build = `${migrationsFingerprint()} ${String(environment['DATABASE_API_PASSWORD'])}`;
    if (!isEmbedded || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== build) {
      this.plan.say('Bringing the database up to date ...');
      await this.runToEnd('migrate', ['dist/apps/api/migrate.js'], environment);
      writeFileSync(stamp, build);
    }
    if (environment['APP_ENV'] !== 'development' || !(await isEmpty(String(environment['DATABASE_URL']))))
      return;
    this.plan.say('Filling the empty database with the demo network ...');
    await this.runToEnd('seed', ['dist/apps/api/seed.js'], environment);
  }

  private async startServers(environment: Environment, workerOpsPort: number): Promise<void> {
    const ready = (port: number | string | undefined) => `http://127.0.0.1:${String(port)}/readyz`;
    const workerEnvironment = { ...asRole(environment, 'worker'), OPS_PORT: String(workerOpsPort) };
    const worker = this.run('worker', server('worker'), workerEnvironment);
    const api = this.run('api', server('api'), asRole(environment, 'api'));
    await Promise.all([
      waitUntilReady(worker, ready(workerOpsPort)),
      waitUntilReady(api, ready(environment['OPS_PORT'])),
    ]);
  }

  private run(name: string, args: string[], environment: Environment): Child {
    const child = this.spawn(name, args, environment);
    this.parts.set(name, { child, args, environment });
    const end = child.ended.then((how) => deathOf(child, how));
    if (this.plan.watch) void end.then((sentence) => this.sayIfUnexpected(child, sentence));
    else this.ends.push(end);
    return child;
  }

  /** Under watch a part that fails does not end the rest: its next build may be right. */
  private sayIfUnexpected(child: Child, sentence: string): void {
    if (!this.isStopping && this.parts.get(child.name)?.child === child) this.plan.say(sentence);
  }

  private async runToEnd(name: string, args: string[], environment: Environment): Promise<void> {
    const child = this.spawn(name, args, environment);
    const how = await child.ended;
    if (how !== 'exit code 0') throw new Error(deathOf(child, how));
  }

  private spawn(name: string, args: string[], environment: Environment): Child {
    if (this.stopping !== undefined) throw new Error('The start was broken off.');
    const logFile = join(this.plan.folder, 'logs', `${name}.log`);
    const child = new Child({ name, args, environment, logFile });
    this.stops.unshift(() => child.stop());
    return child;
  }
}

/** Where the client is before it is compressed: what `npm run dev` serves. */
export const BUNDLE = 'dist/apps/client-bundle/browser';

const server = (app: string) => ['--enable-source-maps', `dist/apps/${app}/main.js`];
