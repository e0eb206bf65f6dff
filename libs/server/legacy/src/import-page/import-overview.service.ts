import { Injectable } from '@nestjs/common';
import {
  IMPORT_FILE_NAMES,
  type ImportFailure,
  type ImportFileName,
  type ImportOutcome,
  type ImportOverview,
  type ImportReason,
  type ImportRun,
  type ImportUpload,
} from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { AppConfig, AppError, readerStream } from '@daiko/server-platform';
import type { Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { errorFile } from '../import/error-file';
import { REASONS, type Reason } from '../import/read/export-files';
import type { ImportSummary } from '../import/import-summary';

/** Number of the newest runs in the list. */
const LISTED = 20;

/** Number of customers named in one event of the audit trail. */
const NAMED_PER_EVENT = 1_000;

/** What operators see about imports. */
@Injectable()
export class ImportOverviewService {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly audit: AuditTrail,
  ) {}

  async read(): Promise<ImportOverview> {
    const [uploads, runs] = await Promise.all([
      this.db.query<UploadRow[]>(SELECT_UPLOAD),
      this.db.query<RunRow[]>(SELECT_RUNS, [LISTED]),
    ]);
    return { upload: uploads[0] === undefined ? null : uploadOf(uploads[0]), runs: runs.map(runOf) };
  }

  /**
   * 取込エラー.csv of a run. The file names customers, so the audit trail records which operator got it.
   * @throws AppError `import.unknown`
   */
  async errors(runId: string): Promise<Readable> {
    const [run] = await this.db.query<unknown[]>('SELECT id FROM import_run WHERE id = $1', [runId]);
    if (run === undefined) throw new AppError('import.unknown');
    await this.recordErrors(runId);
    return readerStream((signal) => errorFile(this.config.values.DATABASE_URL, runId, signal));
  }

  /** The errors of a large import name many customers, so there is one event for each thousand of them. */
  private async recordErrors(runId: string): Promise<void> {
    for (let after = ''; ;) {
      const rows = await this.db.query<{ customerId: string }[]>(SELECT_NAMED_CUSTOMERS, [
        runId,
        after,
        NAMED_PER_EVENT,
      ]);
      await this.audit.record(this.db.manager, {
        event: 'operations.read',
        detail: { part: 'import_errors', run: runId, shown: rows.length },
        shown: rows.map(({ customerId }) => customerId),
      });
      const last = rows.at(-1);
      if (last === undefined || rows.length < NAMED_PER_EVENT) return;
      after = last.customerId;
    }
  }
}

interface UploadRow {
  id: string;
  customerId: string;
  customerName: string;
  uploadedAt: Date;
  files: { name: ImportFileName; size: number; received: number }[];
}

function uploadOf({ id, customerId, customerName, uploadedAt, files }: UploadRow): ImportUpload {
  return {
    id,
    uploadedBy: { customerId, customerName },
    uploadedAt: uploadedAt.toISOString(),
    files: IMPORT_FILE_NAMES.flatMap((name) => files.filter((file) => file.name === name)),
    isComplete: files.every(({ size, received }) => size === received),
  };
}

interface RunRow {
  id: string;
  state: ImportRun['state'];
  isDry: boolean;
  customerId: string | null;
  customerName: string | null;
  startedAt: Date;
  finishedAt: Date | null;
  progress: Record<string, number>;
  applied: number;
  total: number;
  summary: ImportSummary | null;
  failure: ImportFailure | null;
  failureNote: string | null;
}

function runOf(row: RunRow): ImportRun {
  const { customerId, customerName, startedAt, finishedAt, progress, summary, ...rest } = row;
  // Row 1 of each file contains its headings.
  const read = Object.entries(progress).map(([file, last]) => [file, Math.max(0, last - 1)]);
  return {
    ...rest,
    startedBy: customerId === null ? null : { customerId, customerName: customerName ?? '' },
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    read: Object.fromEntries(read) as Record<string, number>,
    outcome: summary === null ? null : outcomeOf(summary),
  };
}

function outcomeOf({ refused, noted, ...counts }: ImportSummary): ImportOutcome {
  return { ...counts, refused: reasonsOf(refused), noted: reasonsOf(noted) };
}

function reasonsOf(rowsOf: Record<string, number>): ImportReason[] {
  return Object.entries(rowsOf).map(([reason, rows]) => {
    const [, text, remedy] = REASONS[reason as Reason];
    return { text, remedy, rows };
  });
}

const SELECT_UPLOAD = `
  SELECT upload.id, customer_id AS "customerId", customer.name AS "customerName", upload.created_at AS "uploadedAt",
    (SELECT jsonb_agg(jsonb_build_object('name', name, 'size', size, 'received', (
       SELECT coalesce(sum(octet_length(bytes)), 0) FROM import_piece
       WHERE import_piece.upload_id = import_file.upload_id AND import_piece.name = import_file.name)))
     FROM import_file WHERE upload_id = upload.id) AS files
  FROM import_upload upload JOIN customer ON customer_id = uploaded_by`;

const SELECT_RUNS = `
  SELECT run.id, state, dry_run AS "isDry", requested_by AS "customerId", customer.name AS "customerName",
    started_at AS "startedAt", finished_at AS "finishedAt", progress, applied, total, summary, failure,
    failure_note AS "failureNote"
  FROM import_run run LEFT JOIN customer ON customer_id = requested_by
  ORDER BY started_at DESC LIMIT $1`;

// The column of a refused row may contain anything, so only values in the form of an お客様ID are used.
const SELECT_NAMED_CUSTOMERS = `
  SELECT DISTINCT customer_id AS "customerId" FROM import_line
  WHERE run_id = $1 AND customer_id > $2 AND customer_id ~ '^[0-9]{8}$' ORDER BY customer_id LIMIT $3`;
