import { TREE_DEPTH_LIMIT } from '@daiko/server-platform';
import type { Client } from 'pg';
import { Batches } from './batches';
import { emptyStaging } from './empty-staging';
import { EXPORT_FILES, type ExportFile } from './read/export-files';
import { openExport, type OpenedExport, type OpenFile } from './read/export-reader';
import { recordEnd } from './import-audit';
import { validateRun } from './validate-run';
import { summaryOf, type ImportSummary } from './import-summary';
import type { MasterCodes, Rank } from './read/row-readers';
import { Staging } from './staging';
import { clearUnforeseen } from './unforeseen';

export type ImportStep = 'reading' | 'judging' | 'applying' | 'done';

export interface ImportProgress {
  step: ImportStep;
  /** The number of rows read or customers imported. */
  done: number;
  /** The total number; null while it is unknown. */
  total: number | null;
}

export interface ImportOptions {
  /** Only finds out what would happen. */
  isDry: boolean;
  onProgress: (progress: ImportProgress) => void;
  /** Levels that the tree may have, NETWORK_DEPTH_MAX. If it is left out, the limit of the database counts. */
  depthMax?: number;
}

/** The steps of one run. A step is skipped when it was done before. */
export class ImportRun {
  constructor(
    private readonly client: Client,
    private readonly id: string,
    private readonly open: OpenFile,
    private readonly options: ImportOptions,
  ) {}

  async finish(): Promise<ImportSummary> {
    if ((await this.state()) === 'reading') await this.read();
    if ((await this.state()) === 'judging') await this.judge();
    await this.apply();
    const summary = await this.end();
    this.options.onProgress({ step: 'done', done: 1, total: 1 });
    return summary;
  }

  /** A finished import no longer needs its upload. After a dry run the upload stays, to import the same files. */
  private async end(): Promise<ImportSummary> {
    const summary = await summaryOf(this.client, this.id);
    if (summary.refused['unforeseen'] === undefined) await clearUnforeseen(this.client);
    await this.client.query('BEGIN');
    await this.client.query(UPDATE_RUN_DONE, [this.id, JSON.stringify(summary)]);
    await recordEnd(this.client, this.id, summary);
    if (!this.options.isDry) await this.client.query(DELETE_UPLOAD, [this.id]);
    await emptyStaging(this.client);
    await this.client.query('COMMIT');
    return summary;
  }

  private async read(): Promise<void> {
    const masters = await this.masters();
    for (const file of EXPORT_FILES) {
      const opened = await openExport(this.open, file);
      const done = await this.rowsRead(file);
      if (done === 0) await this.noteFile(file, opened);
      await new Staging(this.client, this.id, file, masters).stage(opened.rows, done, (row) =>
        this.options.onProgress({ step: 'reading', done: row, total: null }),
      );
    }
    await this.enter('judging');
  }

  private async judge(): Promise<void> {
    this.options.onProgress({ step: 'judging', done: 0, total: null });
    // From here on, no customer who is registered in a form gets a number of the export.
    if (!this.options.isDry) await this.client.query('SELECT pass_imported_numbers()');
    await validateRun(this.client, this.id, this.options.depthMax ?? TREE_DEPTH_LIMIT);
    await this.enter('applying');
  }

  private async apply(): Promise<void> {
    const { isDry, onProgress } = this.options;
    const { rows } = await this.client.query<{ total: number; done: number }>(SELECT_ROW_COUNTS);
    const { total, done: before } = rows[0] ?? { total: 0, done: 0 };
    const batches = new Batches(this.client, this.id, isDry);
    let done = before;
    for (let step = await batches.next(); step > 0; step = await batches.next()) {
      done += step;
      await this.client.query(APPLIED, [this.id, done, total]);
      onProgress({ step: 'applying', done, total });
    }
  }

  private async state(): Promise<string | undefined> {
    const { rows } = await this.client.query<{ state: string }>(STATE, [this.id]);
    return rows[0]?.state;
  }

  private async enter(state: ImportStep): Promise<void> {
    await this.client.query('UPDATE import_run SET state = $2 WHERE id = $1', [this.id, state]);
  }

  private async masters(): Promise<MasterCodes> {
    const byNameAndCode = async <T extends { code: string; name: string }>(statement: string) => {
      const { rows } = await this.client.query<T>(statement);
      return new Map(rows.flatMap((row) => [[row.code, row] as const, [row.name, row] as const]));
    };
    const classes = await byNameAndCode('SELECT code, name FROM member_class');
    return {
      ranks: await byNameAndCode<Rank & { name: string }>('SELECT code, name, role FROM rank'),
      memberClasses: new Map([...classes].map(([text, { code }]) => [text, code])),
    };
  }

  private async noteFile(file: ExportFile, { encoding, unknownColumns }: OpenedExport): Promise<void> {
    await this.client.query(ENCODING, [this.id, encoding]);
    for (const column of unknownColumns)
      await this.client.query(INSERT_UNKNOWN_COLUMN, [this.id, file, column]);
  }

  private async rowsRead(file: ExportFile): Promise<number> {
    const { rows } = await this.client.query<{ done: number | null }>(ROWS_READ, [this.id, file]);
    return rows[0]?.done ?? 0;
  }
}

const STATE = 'SELECT state FROM import_run WHERE id = $1';

const ROWS_READ = 'SELECT (progress->>$2)::int AS done FROM import_run WHERE id = $1';

const ENCODING = 'UPDATE import_run SET encoding = coalesce(encoding, $2) WHERE id = $1';

const SELECT_ROW_COUNTS = `
  SELECT count(*)::int AS total, count(outcome)::int AS done FROM import_customer WHERE refused IS NULL`;

const APPLIED = 'UPDATE import_run SET applied = $2, total = $3 WHERE id = $1';

const UPDATE_RUN_DONE = `UPDATE import_run SET state = 'done', summary = $2, finished_at = now() WHERE id = $1`;

const DELETE_UPLOAD = `
  DELETE FROM import_upload USING import_run WHERE import_run.id = $1 AND import_upload.id = import_run.upload_id`;

const INSERT_UNKNOWN_COLUMN = `
  INSERT INTO import_line (run_id, file, row_number, column_name, reason) VALUES ($1, $2, 1, $3, 'unknown_column')`;
