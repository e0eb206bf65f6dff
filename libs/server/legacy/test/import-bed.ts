import { saveMasters } from '@daiko/server-builders';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import iconv from 'iconv-lite';
import { errorFile } from '../src/import/error-file';
import { importExport } from '../src/import/import-export';
import type { ImportProgress } from '../src/import/import-run';
import type { ImportSummary } from '../src/import/import-summary';
import type { Export } from './export';

/** Files with any bytes. */
export interface Files {
  open: Export['open'];
}

/** A database with the masters and the head office, and exports that are imported into it. */
export class ImportBed {
  private constructor(readonly database: TestDatabase) {}

  static async start(): Promise<ImportBed> {
    const database = await testDatabase();
    await saveMasters(database.db.manager);
    return new ImportBed(database);
  }

  get db() {
    return this.database.db;
  }

  run(
    source: Files,
    isDry = false,
    onProgress: (progress: ImportProgress) => void = () => undefined,
  ): Promise<{ id: string; summary: ImportSummary; isResumed: boolean }> {
    return importExport(this.database.url, source.open, { isDry, onProgress });
  }

  /** Lines of 取込エラー.csv without its headings; read as UTF-8 when it has a byte order mark. */
  async errorsOf(id: string): Promise<string[]> {
    const pieces: Buffer[] = [];
    for await (const piece of errorFile(this.database.url, id)) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    const encoding = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 'utf8' : 'windows-31j';
    return iconv.decode(bytes, encoding).trim().split('\r\n').slice(1);
  }

  /** The same lines, without the last column, which says what to do. */
  async reasonsOf(id: string): Promise<string[]> {
    return (await this.errorsOf(id)).map((line) => line.split(',').slice(0, 6).join(','));
  }

  /** The lines that a run refused or noted, and the customers after it without the head office. */
  async outcomeOf(source: Files): Promise<{ lines: string[]; customers: string[] }> {
    const { id } = await this.run(source);
    return { lines: await this.reasonsOf(id), customers: await this.customers() };
  }

  async customers(): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      `SELECT customer_id AS id FROM customer WHERE parent_customer_id IS NOT NULL ORDER BY 1`,
    );
    return rows.map(({ id }) => id);
  }

  stop(): Promise<void> {
    return this.database.drop();
  }
}
