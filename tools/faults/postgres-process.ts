import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverAccount } from '../postgres/account.ts';
import { createDataDirectory } from '../postgres/data-directory.ts';
import { reachableBinaries } from '../postgres/place.ts';
import { startServer, type PostgresServer, type ServerPlan } from '../postgres/server.ts';

/** A PostgreSQL that keeps what it was told, and that can be taken away and brought back at the same address. */
export class PostgresProcess {
  private readonly plan: ServerPlan;
  private server: PostgresServer;
  private state: 'running' | 'stopped' | 'frozen' = 'running';

  private constructor(plan: ServerPlan, server: PostgresServer) {
    this.plan = { ...plan, port: server.port };
    this.server = server;
  }

  /** @param folder an empty one that other accounts may enter */
  static async create(folder: string): Promise<PostgresProcess> {
    chmodSync(folder, 0o755);
    const dataDirectory = join(folder, 'postgres');
    const account = serverAccount(dataDirectory);
    const password = randomBytes(12).toString('hex');
    const binaries = await reachableBinaries(account);
    await createDataDirectory(binaries, dataDirectory, password, account);
    const plan = { binaries, dataDirectory, account, password, settings: ['max_connections=200'] };
    return new PostgresProcess(plan, await startServer(plan));
  }

  get url(): string {
    return this.server.url('postgres');
  }

  /** Gone, with every connection: whoever asks is refused at once. */
  async stop(): Promise<void> {
    if (this.state === 'frozen') this.thaw();
    this.state = 'stopped';
    await this.server.stop();
  }

  /** kill -9 of the server and all its processes: nothing is written any more, the next start recovers. */
  async crash(): Promise<void> {
    this.state = 'stopped';
    this.signalAll('SIGKILL');
    await this.server.gone;
  }

  async start(): Promise<void> {
    this.server = await startServer(this.plan);
    this.state = 'running';
  }

  /** Whatever was done to it: there, and answering. */
  async restore(): Promise<void> {
    if (this.state === 'frozen') this.thaw();
    if (this.state === 'stopped') await this.start();
  }

  /** There, and silent: whoever asks waits. */
  freeze(): void {
    this.state = 'frozen';
    this.signalAll('SIGSTOP');
  }

  thaw(): void {
    this.signalAll('SIGCONT');
    this.state = 'running';
  }

  /** The server is a process for each connection; each lives in a session of its own. */
  private signalAll(signal: NodeJS.Signals): void {
    const [line = ''] = readFileSync(join(this.plan.dataDirectory, 'postmaster.pid'), 'utf8').split('\n');
    const postmaster = Number(line);
    for (const pid of [postmaster, ...childrenOf(postmaster)]) send(pid, signal);
  }
}

/** A connection's process may have ended since it was listed. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function childrenOf(parent: number): number[] {
  const table = `/proc/${String(parent)}/task/${String(parent)}/children`; // Linux, where `ps` may not be installed
  if (existsSync(table)) return readFileSync(table, 'utf8').split(' ').filter(Boolean).map(Number);
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).split('\n');
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number));
  return pairs.filter(([, ppid]) => ppid === parent).map(([pid]) => pid ?? 0);
}
