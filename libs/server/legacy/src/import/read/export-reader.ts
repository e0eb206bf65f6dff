import iconv from 'iconv-lite';
import { CsvSplitter, QuoteLeftOpen, type CsvRow } from './csv-splitter';
import { detectEncoding, type Encoding } from './export-encoding';
import { COLUMNS, type Cells, type ExportFile, type Reason } from './export-files';
import { ExportUnreadable } from './export-unreadable';

/** Gives the bytes of a file, from the beginning at each call. A piece is valid until the next one is requested. */
export type OpenFile = (file: ExportFile) => AsyncIterable<Buffer>;

/** One row with its number as a spreadsheet shows it: the headings are row 1. */
export interface NumberedRow {
  number: number;
  /** The cells by column, or the reason why the row cannot be read. */
  cells: Cells | Extract<Reason, 'columns' | 'too_long'>;
}

export interface OpenedExport {
  encoding: Encoding;
  unknownColumns: string[];
  rows: AsyncIterable<NumberedRow>;
}

/** Bytes that are decoded at a time. The text of more bytes would be outside the memory that V8 cleans up first. */
const DECODED_AT_ONCE = 8_192;

/** Number of unknown columns that are noted. For a file with more of them the problem is clear anyway. */
const UNKNOWN_MAX = 50;
/** Number of characters of an unknown heading that are noted. */
const HEADING_MAX = 60;

/** Opens a file of the export and reads its headings. @throws ExportUnreadable, with the fault of the file */
export async function openExport(open: OpenFile, file: ExportFile): Promise<OpenedExport> {
  const encoding = await detectEncoding(file, open(file));
  const rows = rowsOf(file, open(file), encoding);
  const headings = await headingsOf(file, rows);
  const known: readonly string[] = COLUMNS[file];
  try {
    requireColumns(file, headings, known);
  } catch (error) {
    await rows.return(undefined);
    throw error;
  }
  const unknown = headings.filter((heading) => heading !== '' && !known.includes(heading));
  return {
    encoding,
    unknownColumns: unknown.slice(0, UNKNOWN_MAX).map(printable),
    rows: numbered(rows, headings, known),
  };
}

async function headingsOf(file: ExportFile, rows: AsyncIterator<CsvRow>): Promise<string[]> {
  let first = await rows.next();
  // Excel writes such a line and follows it when it reads a file.
  if (first.done !== true && first.value.cells?.join(',') === 'sep=,') first = await rows.next();
  if (first.done === true) return [];
  if (first.value.cells === null) throw new ExportUnreadable(`${file}: 見出しの行が長すぎます`);
  return first.value.cells.map((heading) => heading.normalize('NFKC').trim());
}

function requireColumns(file: ExportFile, headings: string[], known: readonly string[]): void {
  const [only = ''] = headings;
  if (headings.length <= 2 && /お客様ID["']?\s*[\t;]/.test(only))
    throw new ExportUnreadable(
      `${file}: ${only.includes('\t') ? 'タブ' : 'セミコロン'}区切りです。「CSV (コンマ区切り)」で保存し直してください`,
    );
  const missing = known.filter((column) => !headings.includes(column));
  if (missing.length > 0) throw new ExportUnreadable(`${file}: 見出しがありません: ${missing.join('、')}`);
  const twice = known.filter((column) => headings.indexOf(column) !== headings.lastIndexOf(column));
  if (twice.length > 0) throw new ExportUnreadable(`${file}: 見出しが重なっています: ${twice.join('、')}`);
}

/** A heading in a form that can be noted, without characters that the database or a spreadsheet does not accept. */
function printable(heading: string): string {
  return heading.replace(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu, '\ufffd').slice(0, HEADING_MAX);
}

async function* numbered(
  rows: AsyncIterable<CsvRow>,
  headings: string[],
  known: readonly string[],
): AsyncIterable<NumberedRow> {
  const columns = headings.map((heading) => (known.includes(heading) ? heading : null));
  for await (const { number, cells } of rows) {
    if (cells === null) yield { number, cells: 'too_long' };
    else if (cells.some((cell) => cell.trim() !== '')) yield { number, cells: cellsOf(columns, cells) };
  }
}

/** Excel leaves out or adds empty cells at the end of a row, so only additional cells with content are an error. */
function cellsOf(columns: readonly (string | null)[], row: string[]): Cells | 'columns' {
  if (row.slice(columns.length).some((cell) => cell.trim() !== '')) return 'columns';
  const cells: Record<string, string> = {};
  for (const [index, column] of columns.entries()) if (column !== null) cells[column] = row[index] ?? '';
  return cells;
}

async function* rowsOf(
  file: ExportFile,
  bytes: AsyncIterable<Buffer>,
  encoding: Encoding,
): AsyncGenerator<CsvRow, undefined> {
  const decoder = iconv.getDecoder(encoding);
  const splitter = new CsvSplitter();
  try {
    for await (const piece of bytes)
      for (let start = 0; start < piece.length; start += DECODED_AT_ONCE)
        yield* splitter.write(decoder.write(piece.subarray(start, start + DECODED_AT_ONCE)));
    yield* splitter.write(decoder.end() ?? '');
    yield* splitter.end();
  } catch (error) {
    if (!(error instanceof QuoteLeftOpen)) throw error;
    throw new ExportUnreadable(
      `${file}: ${error.row}行目の引用符が閉じられていません。引用符を確認してください`,
    );
  }
  return undefined;
}
