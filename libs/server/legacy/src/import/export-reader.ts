import { CsvError, parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { pipeline, Readable } from 'node:stream';
import { COLUMNS, type Cells, type ExportFile } from './export-files';

/** `Windows-31J` is what the old system writes. */
export type Encoding = 'utf8' | 'windows-31j';

/** The export cannot be read at all: a file or a column is missing. */
export class ExportUnreadable extends Error {
  override name = 'ExportUnreadable';
}

/** Bytes of a file, from the beginning, as often as it is asked for; each piece is good until the next is asked for. */
export type OpenFile = (file: ExportFile) => AsyncIterable<Buffer>;

/** One row with its number as a spreadsheet shows it: the headings are row 1. */
export interface NumberedRow {
  number: number;
  /** Null: it has not as many columns as there are headings. */
  cells: Cells | null;
}

export interface OpenedExport {
  encoding: Encoding;
  unknownColumns: string[];
  rows: AsyncIterable<NumberedRow>;
}

/** Letters of the longest row there can be: a quote that nothing closes does not swallow the rest of the file. */
const ROW_MAX = 65_536;

/** Enough to meet Japanese: the headings alone are. */
const SAMPLE = 65_536;

/** Opens a file of the export and reads its headings. @throws ExportUnreadable when a column is missing */
export async function openExport(open: OpenFile, file: ExportFile): Promise<OpenedExport> {
  const encoding = await detectEncoding(open(file));
  const records = readable(file, recordsOf(open(file), encoding));
  const first = await records.next();
  const headings = first.done === true ? [] : first.value.map((heading) => heading.normalize('NFKC').trim());
  const known: readonly string[] = COLUMNS[file];
  const missing = known.filter((column) => !headings.includes(column));
  if (missing.length > 0) {
    await records.return(undefined);
    throw new ExportUnreadable(`${file}: 見出しがありません: ${missing.join('、')}`);
  }
  return {
    encoding,
    unknownColumns: headings.filter((heading) => !known.includes(heading)),
    rows: numbered(records, headings, known),
  };
}

async function* numbered(
  records: AsyncIterator<string[]>,
  headings: string[],
  known: readonly string[],
): AsyncIterable<NumberedRow> {
  const columns = headings.map((heading) => (known.includes(heading) ? heading : null));
  let number = 1;
  for (let next = await records.next(); next.done !== true; next = await records.next()) {
    number++;
    const record = next.value;
    if (record.length === 1 && record[0] === '') continue;
    yield { number, cells: record.length === headings.length ? cellsOf(columns, record) : null };
  }
}

function cellsOf(columns: readonly (string | null)[], record: string[]): Cells {
  const cells: Record<string, string> = {};
  for (const [index, column] of columns.entries()) if (column !== null) cells[column] = record[index] ?? '';
  return cells;
}

/** UTF-8 is recognised by being well-formed; whatever is not is the old system's own. */
async function detectEncoding(bytes: AsyncIterable<Buffer>): Promise<Encoding> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    chunks.push(Buffer.from(chunk.subarray(0, SAMPLE)));
    size += chunk.length;
    if (size >= SAMPLE) break;
  }
  const sample = Buffer.concat(chunks).subarray(0, SAMPLE);
  try {
    // What the sample cuts in two is no fault of the file.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return 'utf8';
  } catch {
    return 'windows-31j';
  }
}

/** What the parser cannot go on after is told with its place. */
async function* readable(
  file: ExportFile,
  records: AsyncIterable<string[]>,
): AsyncGenerator<string[], undefined> {
  let row = 0;
  try {
    for await (const record of records) {
      row++;
      yield record;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ExportUnreadable(`${file}: ${String(row + 1)}行目から読めません。引用符を確認してください`);
  }
  return undefined;
}

function recordsOf(bytes: AsyncIterable<Buffer>, encoding: Encoding): AsyncIterable<string[]> {
  const parser = parse({
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: ROW_MAX,
  });
  // What goes wrong arrives at whoever reads the parser.
  pipeline(Readable.from(textOf(bytes, encoding)), parser, () => undefined);
  return parser as AsyncIterable<string[]>;
}

async function* textOf(bytes: AsyncIterable<Buffer>, encoding: Encoding): AsyncIterable<string> {
  const decoder = iconv.getDecoder(encoding);
  for await (const piece of bytes) yield decoder.write(piece);
  yield decoder.end() ?? '';
}
