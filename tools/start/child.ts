import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Loaded before every process of ours, with START_PID: it ends when we do. */
export const END_WITH_PARENT = join(import.meta.dirname, 'end-with-parent.mjs');
/** A process may take 30 s to finish what it has accepted; then it is ended for it. */
const EXIT_TIMEOUT_MS = 32_000;

/** What to run, and where it writes. */
export interface ChildPlan {
  name: string;
  /** Arguments of Node: flags and the script. */
  args: string[];
  environment: NodeJS.ProcessEnv;
  logFile: string;
}

/** One of the processes of the system. It runs in a session of its own, so that Ctrl-C reaches the start alone. */
export class Child {
  readonly name: string;
  /** Resolves when it has ended, with how. */
  readonly ended: Promise<string>;
  private readonly logFile: string;
  private readonly process: ChildProcess;

  constructor({ name, args, environment, logFile }: ChildPlan) {
    this.name = name;
    this.logFile = logFile;
    mkdirSync(dirname(logFile), { recursive: true });
    const log = openSync(logFile, 'w');
    this.process = spawn(process.execPath, ['--import', END_WITH_PARENT, ...args], {
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
      env: { ...environment, START_PID: String(process.pid) },
    });
    closeSync(log);
    this.ended = new Promise((resolve) => {
      this.process.once('error', (error) => resolve(error.message));
      this.process.once('exit', (code, signal) => resolve(signal ?? `exit code ${String(code)}`));
    });
  }

  /** Asks it to stop and waits; a process that does not listen is ended. */
  async stop(): Promise<void> {
    const timer = setTimeout(() => this.process.kill('SIGKILL'), EXIT_TIMEOUT_MS);
    this.process.kill('SIGTERM');
    await this.ended;
    clearTimeout(timer);
  }

  kill(): void {
    this.process.kill('SIGKILL');
  }

  /** For faults: SIGSTOP, SIGCONT. */
  signal(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  /** The last lines that it wrote. */
  lastLines(count = 20): string {
    return readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  }
}
