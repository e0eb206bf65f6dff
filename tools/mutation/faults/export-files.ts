import { faultsIn, type Fault } from '../fault.ts';

const csvSplitter = faultsIn(
  'libs/server/legacy/src/import/read/csv-splitter.ts',
  'unit',
  'csv-splitter',
  'export-reader',
);
const exportReader = faultsIn('libs/server/legacy/src/import/read/export-reader.ts', 'unit', 'export-reader');
const exportReaderOnData = faultsIn(
  'libs/server/legacy/src/import/read/export-reader.ts',
  'integration',
  'import-values',
);
const exportEncoding = faultsIn(
  'libs/server/legacy/src/import/read/export-encoding.ts',
  'unit',
  'export-reader',
);

/** Of reading the files of an export: cells, headings, encodings. */
export const exportFiles: readonly Fault[] = [
  csvSplitter(
    'a CR alone does not end a row',
    'return code === COMMA || code === LINE_FEED || code === RETURN;',
    'return code === COMMA || code === LINE_FEED;',
  ),
  csvSplitter('CRLF ends two rows', 'else if (!isRestOfLineEnd) this.endRow();', 'else this.endRow();'),
  csvSplitter(
    'two quotes within quotes stay two',
    'return code === QUOTE ? index + 1 : index;',
    'return index;',
  ),
  csvSplitter(
    'a quote in the midst of a cell opens quotes where a piece of the file begins with it',
    "if (this.state === 'start' && text.charCodeAt(index) === QUOTE) {",
    'if (text.charCodeAt(index) === QUOTE) {',
  ),
  csvSplitter(
    'a LF after a CR ends a row of its own where the file is cut between them',
    'this.isAfterReturn = code === RETURN;',
    'this.isAfterReturn = code === RETURN && this.rows.length > 0 && this.number > 2;',
  ),
  csvSplitter(
    'an open quote is closed by the end of the file',
    'if (!isClosed) throw new QuoteLeftOpen(this.number);',
    'void isClosed;',
  ),
  csvSplitter(
    'an open quote is reported in the row where the file ends',
    'throw new QuoteLeftOpen(this.number);',
    'throw new QuoteLeftOpen(this.number + this.cell.split(/[\\r\\n]+/).length - 1);',
  ),
  csvSplitter(
    'the 0x1A of DOS makes a row of its own',
    'while (text.charCodeAt(end - 1) === 0x1a) end--;',
    '',
  ),
  csvSplitter(
    'a row of any length is kept in memory',
    'if (this.length <= ROW_MAX) this.cell += text;',
    'if (this.length > 0) this.cell += text;',
  ),
  exportReader(
    'a heading that stands twice is taken',
    'if (twice.length > 0) throw',
    'if (twice.length > known.length) throw',
  ),
  exportReader(
    'empty cells at the end of a row are too many',
    "row.slice(columns.length).some((cell) => cell.trim() !== '')",
    'row.length > columns.length',
  ),
  exportReader(
    'a row with more cells than headings loses them',
    "if (row.slice(columns.length).some((cell) => cell.trim() !== '')) return 'columns';",
    '',
  ),
  exportReader(
    'an empty row is an error',
    "else if (cells.some((cell) => cell.trim() !== '')) yield",
    'else yield',
  ),
  exportReaderOnData(
    'a heading with NUL ends the import',
    ".replace(/[\\p{Cc}\\p{Cs}\\p{Noncharacter_Code_Point}]/gu, '\\ufffd')",
    '',
  ),
  exportEncoding(
    'a byte order mark does not settle the encoding',
    "if (sample.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) return 'utf8';",
    '',
    ['export-encoding'],
  ),
  exportEncoding(
    'a file in EUC-JP is read as another one',
    "if (hasHeading(sample, 'euc-jp'))",
    "if (hasHeading(sample, 'euc-jp') && sample.length === 0)",
  ),
  exportEncoding(
    'UTF-16 without a mark is told to lack its headings',
    'if (isWide(sample)) return',
    'if (isWide(sample) && sample.length === 0) return',
  ),
  exportEncoding(
    'a compressed file is told to lack its headings',
    'if (kind !== undefined) return kind[1];',
    '',
  ),
  exportEncoding(
    'an empty file is told to lack its headings',
    "? 'ファイルが空です' : undefined",
    '? undefined : undefined',
  ),
  exportEncoding(
    'one bad byte makes another encoding of a file',
    `const readable = (['utf8', 'windows-31j'] as const).find((encoding) => hasHeading(sample, encoding));
  if (readable !== undefined) return readable;`,
    '',
  ),
];
