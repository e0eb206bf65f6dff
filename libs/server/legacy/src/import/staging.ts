import { randomUUID } from 'node:crypto';
import type { Client, DatabaseError } from 'pg';
import { CopyIn, type Value } from './copy-in';
import type { ExportFile, Fault } from './read/export-files';
import type { NumberedRow } from './read/export-reader';
import {
  readContactRow,
  readCustomerRow,
  readLoginRow,
  type MasterCodes,
  type ReadRow,
} from './read/row-readers';
import { isAboutData, reportUnforeseen } from './unforeseen';

/** Number of rows of one COPY: some megabytes, whatever the size of the export. */
const BATCH = 10_000;

const TABLES: Record<ExportFile, { table: string; columns: string[] }> = {
  'お客様.csv': {
    table: 'import_customer',
    columns: ['row_number', 'customer_id', 'parent_id', 'above', 'content', 'refused'],
  },
  '連絡先.csv': {
    table: 'import_contact',
    columns: ['row_number', 'customer_id', 'kind', 'value', 'priority', 'confirmed_at'],
  },
  'ログイン.csv': {
    table: 'import_login',
    columns: [
      'row_number',
      'customer_id',
      'login_id',
      'folded_login_id',
      'foreign_hash',
      'user_name',
      'created_at',
      'last_signed_in_at',
      'suspended',
    ],
  },
};
const LINE_COLUMNS = ['run_id', 'file', 'row_number', 'customer_id', 'column_name', 'reason', 'error_id'];

/**
 * Puts the rows of one file into its staging table. Each batch is written together with its progress in a
 * transaction.
 */
export class Staging {
  private readonly rows: CopyIn;
  private readonly lines = new CopyIn('import_line', LINE_COLUMNS);
  private last = 0;

  constructor(
    private readonly client: Client,
    private readonly runId: string,
    private readonly file: ExportFile,
    private readonly masters: MasterCodes,
  ) {
    const { table, columns } = TABLES[file];
    this.rows = new CopyIn(table, columns);
  }

  /**
   * @param done rows that are already staged and are skipped
   * @param onProgress is called with the current row number
   */
  async stage(
    source: AsyncIterable<NumberedRow>,
    done: number,
    onProgress: (row: number) => void,
  ): Promise<void> {
    for await (const row of source) {
      if (row.number <= done) continue;
      this.take(row);
      if (this.rows.length + this.lines.length < BATCH) continue;
      await this.flush();
      onProgress(row.number);
    }
    await this.flush();
    onProgress(this.last);
  }

  private take({ number, cells }: NumberedRow): void {
    this.last = number;
    const read: ReadRow =
      typeof cells === 'string'
        ? { customerId: null, values: null, faults: [{ column: '', reason: cells }] }
        : this.read(cells);
    if (read.values !== null) this.rows.add([number, ...read.values]);
    for (const fault of read.faults) this.lines.add(this.line(number, read.customerId, fault));
  }

  private read(cells: Parameters<typeof readContactRow>[0]): ReadRow {
    if (this.file === 'お客様.csv') return readCustomerRow(cells, this.masters);
    return this.file === '連絡先.csv' ? readContactRow(cells) : readLoginRow(cells);
  }

  private line(number: number, customerId: string | null, { column, reason }: Fault): Value[] {
    return [this.runId, this.file, number, customerId, column, reason, null];
  }

  private async flush(): Promise<void> {
    await this.inTransaction(() => this.rows.send(this.client)).catch(async (error: unknown) => {
      if (!isAboutData(error)) throw error;
      await this.inTransaction(() => this.sendRowByRow());
    });
    this.rows.clear();
    this.lines.clear();
  }

  /** Writes the rows, the lines about them and the progress, either all of them or none. */
  private async inTransaction(sendRows: () => Promise<void>): Promise<void> {
    await this.client.query('BEGIN');
    try {
      await sendRows();
      await this.lines.send(this.client);
      await this.client.query(UPDATE_PROGRESS, [this.runId, this.file, this.last]);
      await this.client.query('COMMIT');
    } catch (error) {
      await this.client.query('ROLLBACK');
      throw error;
    }
  }

  /** A row that was judged good but that the database refuses is refused with an error number for the log. */
  private async sendRowByRow(): Promise<void> {
    const refused: { cells: string[]; error: DatabaseError }[] = [];
    await this.rows.sendRowByRow(this.client, isAboutData, (cells, error) =>
      refused.push({ cells, error: error as DatabaseError }),
    );
    for (const { cells, error } of refused) {
      const [number = '', customerId = ''] = cells;
      const errorId = randomUUID();
      this.lines.add([this.runId, this.file, number, customerId, '', 'unforeseen', errorId]);
      if (this.file === 'お客様.csv') await this.client.query(INSERT_STAND_IN, [number, customerId]);
      await reportUnforeseen(this.client, this.runId, errorId, error);
    }
  }
}

/** Other rows depend on the row of a customer. This stand-in causes them to be refused too. */
const INSERT_STAND_IN = `
  INSERT INTO import_customer (row_number, customer_id, content, refused) VALUES ($1, $2, '{}', 'unforeseen')`;

const UPDATE_PROGRESS = `
  UPDATE import_run SET progress = progress || jsonb_build_object($2::text, greatest($3::int, coalesce((progress->>$2::text)::int, 0)))
  WHERE id = $1`;
