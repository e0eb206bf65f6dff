import { once } from 'node:events';
import type { PassThrough, Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { readerStream, ReaderLeft, writerStream } from './leaving';
import { inShiftJis } from './shift-jis';
import { xlsxText } from './xlsx-text';

/** One sheet of text cells: お客様ID and phones are not numbers, and typed text is never a formula. */
export interface TextTable {
  /** Name of the sheet. */
  name: string;
  /** Width in characters. */
  columns: readonly { heading: string; width: number }[];
  /**
   * Rows in pieces, as they come from the database, so that a large table is never in memory as a whole.
   * @param signal of the reader, who may leave (`whileReading`)
   */
  rows: (signal: AbortSignal) => AsyncIterable<readonly (readonly string[])[]>;
}

export type CsvEncoding = 'utf-8' | 'shift_jis';

/** Text that a spreadsheet would run as a formula: `=`, `+`, `-`, `@` in any width, also after blanks. */
const FORMULA = /^[\s\u3000]*[=+\-@＝＋－＠\t\r]/u;

/** An XLSX file of text cells, made row by row while it is read. When the reader leaves, the work ends. */
export function xlsxStream(table: TextTable): Readable {
  return writerStream((into, signal) => writeXlsx(into, signal, table));
}

async function writeXlsx(
  into: PassThrough,
  signal: AbortSignal,
  { name, columns, rows }: TextTable,
): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: into, useStyles: true });
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ heading, width }) => ({ header: heading, width }));
  for await (const piece of rows(signal)) {
    for (const cells of piece) {
      const row = sheet.addRow(cells.map(xlsxText));
      row.eachCell((cell) => (cell.numFmt = '@'));
      row.commit();
    }
    if (into.writableNeedDrain) await once(into, 'drain', { signal });
    if (signal.aborted) throw new ReaderLeft();
  }
  sheet.commit();
  await workbook.commit();
}

/**
 * A CSV file that Excel opens directly: UTF-8 has a byte order mark, and a leading apostrophe makes formulas
 * harmless.
 */
export function csvStream({ columns, rows }: TextTable, encoding: CsvEncoding): Readable {
  const line = (cells: readonly string[]) => `${cells.map(cell).join(',')}\r\n`;
  return readerStream(async function* (signal) {
    const heading = line(columns.map((column) => column.heading));
    yield encoded(encoding === 'utf-8' ? `\ufeff${heading}` : heading, encoding);
    for await (const piece of rows(signal)) yield encoded(piece.map(line).join(''), encoding);
  });
}

function cell(text: string): string {
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

function encoded(text: string, encoding: CsvEncoding): Buffer {
  return encoding === 'utf-8' ? Buffer.from(text, 'utf8') : inShiftJis(text);
}
