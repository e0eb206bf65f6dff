import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { createServer, type AddressInfo } from 'node:net';
import type { Account } from './account.ts';
import type { PostgresBinaries } from './binaries.ts';

/** A running server. */
export interface PostgresServer {
  port: number;
  /** @param database name; @returns its connection URL, password included */
  url(database: string): string;
  /** Resolves with the last log lines when the server has gone, whether asked to or not. */
  gone: Promise<string>;
  /** Ends open connections and stops ("fast shutdown"); resolves when the server has gone. */
  stop(): Promise<void>;
}

/** How to start one. */
export interface ServerPlan {
  binaries: PostgresBinaries;
  dataDirectory: string;
  account: Account | undefined;
  password: string;
  /** Settings in the form `name=value`. */
  settings: string[];
  /** Unset takes a free one. */
  port?: number;
}

/**
 * Stops the server when the pipe to our process closes: on stop(), and also when we are killed with -9.
 * Nothing else would end a server that runs in a session of its own.
 */
const KEEPER = `
  exec 3<&0
  "$@" </dev/null 3<&- & server=$!
  { read -r _ <&3; kill -INT $server; } 2>/dev/null &
  wait $server`;

/** Starts PostgreSQL on a port of loopback. @throws a sentence with the server's last words when it does not come up */
export async function startServer(plan: ServerPlan): Promise<PostgresServer> {
  const port = plan.port ?? (await freePort());
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...plan.settings];
  const options = settings.flatMap((setting) => ['-c', setting]);
  const command = [plan.binaries.postgres, '-D', plan.dataDirectory, '-p', String(port), ...options];
  // A session of its own: Ctrl-C reaches us alone, and the database goes last.
  const keeper = spawn('/bin/sh', ['-c', KEEPER, 'keeper', ...command], {
    ...plan.account,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { ...process.env, LC_MESSAGES: 'C' },
  });
  const log = new ServerLog(keeper);
  const gone = new Promise<string>((resolve) => keeper.once('close', () => resolve(log.tail())));
  const up = await Promise.race([log.ready, gone.then(() => false)]);
  if (!up) throw new Error(`PostgreSQL did not start:\n${log.tail()}`);
  return {
    port,
    url: (database) => `postgres://postgres:${plan.password}@127.0.0.1:${String(port)}/${database}`,
    gone,
    stop: async () => {
      keeper.stdin.end();
      await gone;
    },
  };
}

/** Reads what the server says: when it is ready, and its last lines. */
class ServerLog {
  readonly ready: Promise<boolean>;
  private lines: string[] = [];

  constructor(keeper: ChildProcessByStdio<Writable, null, Readable>) {
    this.ready = new Promise((resolve) => {
      keeper.stderr.setEncoding('utf8').on('data', (text: string) => {
        this.lines = [...this.lines, ...text.trimEnd().split('\n')].slice(-15);
        if (text.includes('ready to accept connections')) resolve(true);
      });
    });
    // The keeper may be gone before stop() closes the pipe; that is what stop() wants.
    keeper.stdin.on('error', () => undefined);
  }

  tail(): string {
    return this.lines.join('\n');
  }
}

/** A port of loopback that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
