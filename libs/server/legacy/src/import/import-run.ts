import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { applyNext } from './application';
import { EXPORT_FILES, type ExportFile } from './export-files';
import { openExport, type OpenedExport, type OpenFile } from './export-reader';
import { judge } from './judgement';
import { summaryOf, type ImportSummary } from './import-summary';
import type { MasterCodes } from './rows';
import { Staging } from './staging';

export type ImportStep = 'reading' | 'judging' | 'applying' | 'done';

export interface ImportProgress {
  step: ImportStep;
  /** Rows read, or customers brought in. */
  done: number;
  /** Of how many; null while nobody knows. */
  total: number | null;
}

export interface ImportOptions {
  /** Only tells what would happen. */
  isDry: boolean;
  onProgress: (progress: ImportProgress) => void;
}

/** Somebody else is importing right now. */
export class ImportUnderWay extends Error {
  override name = 'ImportUnderWay';
}

/** Of all the processes one imports at a time: the lock goes with the connection, however it ends. */
const LOCK = 7_204_615;

/**
 * One import of an export, from the first row or from where it was broken off: all that it knows stands in the
 * database. Begun again with the same files it goes on; begun again after it is done, it compares and changes nothing.
 * @throws ImportUnderWay, ExportUnreadable
 */
export async function importExport(
  databaseUrl: string,
  open: OpenFile,
  options: ImportOptions,
): Promise<{ id: string; summary: ImportSummary; isResumed: boolean }> {
  const client = new Client({ connectionString: databaseUrl, options: '-c TimeZone=UTC' });
  await client.connect();
  try {
    const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [LOCK]);
    if (rows[0]?.got !== true) throw new ImportUnderWay('別の取り込みが進んでいます。');
    const { id, isResumed } = await begin(client, await fingerprintOf(open), options.isDry);
    const summary = await new ImportRun(client, id, open, options).finish();
    return { id, summary, isResumed };
  } finally {
    await client.end();
  }
}

/** The steps of one run; each is passed over when it was done before. */
class ImportRun {
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
    const summary = await summaryOf(this.client, this.id);
    await this.client.query(DONE, [this.id, JSON.stringify(summary)]);
    await this.client.query('TRUNCATE import_customer, import_contact, import_login');
    this.options.onProgress({ step: 'done', done: 1, total: 1 });
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
    await judge(this.client, this.id);
    await this.enter('applying');
  }

  private async apply(): Promise<void> {
    const { isDry, onProgress } = this.options;
    const { rows } = await this.client.query<{ total: number; done: number }>(COUNT);
    const { total, done: before } = rows[0] ?? { total: 0, done: 0 };
    let done = before;
    for (
      let step = await applyNext(this.client, isDry);
      step > 0;
      step = await applyNext(this.client, isDry)
    ) {
      done += step;
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
    const codes = async (table: string) => {
      const { rows } = await this.client.query<{ code: string; name: string }>(
        `SELECT code, name FROM ${table}`,
      );
      return new Map(rows.flatMap(({ code, name }) => [[code, code] as const, [name, code] as const]));
    };
    return { ranks: await codes('rank'), memberClasses: await codes('member_class') };
  }

  private async noteFile(file: ExportFile, { encoding, unknownColumns }: OpenedExport): Promise<void> {
    await this.client.query(ENCODING, [this.id, encoding]);
    for (const column of unknownColumns) await this.client.query(UNKNOWN_COLUMN, [this.id, file, column]);
  }

  private async rowsRead(file: ExportFile): Promise<number> {
    const { rows } = await this.client.query<{ done: number | null }>(ROWS_READ, [this.id, file]);
    return rows[0]?.done ?? 0;
  }
}

/** Of all three files, so that a run that was broken off is known again. */
async function fingerprintOf(open: OpenFile): Promise<Buffer> {
  const hash = createHash('sha256');
  for (const file of EXPORT_FILES) {
    hash.update(file);
    for await (const chunk of open(file)) hash.update(chunk);
  }
  return hash.digest();
}

/** Goes on with the open run of the same files; a run of others that was broken off is given up. */
async function begin(
  client: Client,
  fingerprint: Buffer,
  isDry: boolean,
): Promise<{ id: string; isResumed: boolean }> {
  const found = await client.query<{ id: string }>(SAME, [fingerprint, isDry]);
  const same = found.rows[0]?.id;
  if (same !== undefined) return { id: same, isResumed: true };
  await client.query('BEGIN');
  await client.query(GIVE_UP);
  await client.query('TRUNCATE import_customer, import_contact, import_login');
  const begun = await client.query<{ id: string }>(BEGIN, [fingerprint, isDry]);
  await client.query('COMMIT');
  const id = begun.rows[0]?.id;
  if (id === undefined) throw new Error('an insert returned no row');
  return { id, isResumed: false };
}

// The staging tables are not logged: when the database itself crashed they are empty, and reading begins anew.
const SAME = `
  SELECT id FROM import_run
  WHERE fingerprint = $1 AND dry_run = $2 AND state IN ('reading', 'judging', 'applying')
    AND (progress = '{}' OR EXISTS (SELECT FROM import_customer))`;

const GIVE_UP = `
  UPDATE import_run SET state = 'failed', failure = 'given up for another export', finished_at = now()
  WHERE state NOT IN ('done', 'failed')`;

const BEGIN = `INSERT INTO import_run (fingerprint, dry_run) VALUES ($1, $2) RETURNING id`;

const STATE = 'SELECT state FROM import_run WHERE id = $1';

const ROWS_READ = 'SELECT (progress->>$2)::int AS done FROM import_run WHERE id = $1';

const ENCODING = 'UPDATE import_run SET encoding = coalesce(encoding, $2) WHERE id = $1';

const COUNT = `
  SELECT count(*)::int AS total, count(outcome)::int AS done FROM import_customer WHERE refused IS NULL`;

const DONE = `UPDATE import_run SET state = 'done', summary = $2, finished_at = now() WHERE id = $1`;

const UNKNOWN_COLUMN = `
  INSERT INTO import_line (run_id, file, row_number, column_name, reason) VALUES ($1, $2, 1, $3, 'unknown_column')`;
