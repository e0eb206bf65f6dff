import iconv from 'iconv-lite';
import { CsvSplitter, QuoteLeftOpen, type CsvRow } from './csv-splitter';
import { detectEncoding, type Encoding } from './export-encoding';
import { COLUMNS, type Cells, type ExportFile, type Reason } from './export-files';
import { ExportUnreadable } from './export-unreadable';

/** Bytes of a file, from the beginning, as often as it is asked for; each piece is good until the next is asked for. */
export type OpenFile = (file: ExportFile) => AsyncIterable<Buffer>;

/** One row with its number as a spreadsheet shows it: the headings are row 1. */
export interface NumberedRow {
  number: number;
  /** By column; or why the row cannot be read. */
  cells: Cells | Extract<Reason, 'columns' | 'too_long'>;
}

export interface OpenedExport {
  encoding: Encoding;
  unknownColumns: string[];
  rows: AsyncIterable<NumberedRow>;
}

/** Bytes: what is made of more lies outside of where V8 looks for garbage first. */
const DECODED_AT_ONCE = 8_192;

/** Unknown columns that are noted; of a file that has more it is clear anyway. */
const UNKNOWN_MAX = 50;
/** Letters of an unknown heading that are noted. */
const HEADING_MAX = 60;

/** Opens a file of the export and reads its headings. @throws ExportUnreadable, with what is wrong with the file */
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
  // Excel writes and obeys such a line.
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

/** A heading as it can be noted: no letter that the database or a spreadsheet would not take. */
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

/** Excel leaves empty cells out at the end of a row, and adds some: only those with something in them are too many. */
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
