import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { AuditTrail } from '@daiko/server-audit';
import { periodically, type PeriodicWork } from '@daiko/server-platform';
import { spawn, type ChildProcess } from 'node:child_process';
import { DataSource } from 'typeorm';
import { IMPORTS_NOW } from '../import/import-lock';

/** The built program that imports; undefined if runs are only noted. */
export const IMPORT_PROGRAM = Symbol('the program that imports');

/** Milliseconds between two searches for runs that no process works on. */
const INTERVAL_MS = 5_000;
/** Hours after which an upload that was not imported is deleted, because it contains data of customers. */
const UPLOAD_HOURS = 24;
/** The process runs with little memory, because it holds only some megabytes of an export of any size at a time. */
const FLAT_MEMORY = ['--max-old-space-size=128', '--max-semi-space-size=4'];

/**
 * Runs imports in a separate process with the rights of the API. The process outlives the request, and its memory use
 * and its end do not affect the API. A run whose process or server has ended is taken up again. If several servers
 * try this, only one of them gets the lock.
 */
@Injectable()
export class ImportLauncher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ImportLauncher.name);
  private looks?: PeriodicWork;
  private child?: ChildProcess;

  constructor(
    private readonly db: DataSource,
    private readonly audit: AuditTrail,
    @Inject(IMPORT_PROGRAM) private readonly program: string | undefined,
  ) {}

  onApplicationBootstrap(): void {
    if (this.program === undefined) return;
    this.looks = periodically('look for imports', { gapMs: INTERVAL_MS }, () => this.look());
  }

  /** The next server's process continues what this process has not finished. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.looks?.stop();
    this.child?.kill();
  }

  /** Takes up a run that no process works on, and deletes old uploads. */
  async look(): Promise<void> {
    if (this.child !== undefined) return;
    await this.forget();
    const [run] = await this.db.query<{ id: string }[]>(SELECT_LEFT_RUNS);
    if (run !== undefined) this.launch(run.id);
  }

  private forget(): Promise<void> {
    return this.db.transaction(async (tx) => {
      const uploads = await tx.query<{ id: string; of: string }[]>(DELETE_OLD_UPLOADS, [UPLOAD_HOURS]);
      for (const { id: upload, of } of uploads)
        await this.audit.record(tx, {
          event: 'legacy.upload_discarded',
          actor: 'system',
          detail: { upload, of },
        });
    });
  }

  launch(runId: string): void {
    if (this.program === undefined || this.child !== undefined) return;
    this.child = spawn(
      process.execPath,
      [...FLAT_MEMORY, '--enable-source-maps', this.program, '--run', runId],
      // The process has an IPC channel, so it ends when this process ends.
      { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
    );
    this.child.once('error', (error) => this.ended(error.name));
    this.child.once('exit', (code, signal) => this.ended(signal ?? code));
  }

  private ended(how: string | number | null): void {
    this.child = undefined;
    this.logger.log({ event: 'the process that imports has ended', how });
  }
}

const SELECT_LEFT_RUNS = `
  SELECT id FROM import_run
  WHERE state NOT IN ('done', 'failed') AND upload_id IS NOT NULL AND NOT ${IMPORTS_NOW}`;

const DELETE_OLD_UPLOADS = `
  WITH forgotten AS (DELETE FROM import_upload WHERE created_at < now() - make_interval(hours => $1::int)
    AND NOT EXISTS (SELECT FROM import_run WHERE upload_id = import_upload.id AND state NOT IN ('done', 'failed'))
    RETURNING id, uploaded_by)
  SELECT id, uploaded_by AS of FROM forgotten`;
