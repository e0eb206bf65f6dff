import { faultsIn, type Fault } from '../fault.ts';

const application = faultsIn('libs/server/legacy/src/import/application.ts', 'integration', 'import-export');
const batches = faultsIn('libs/server/legacy/src/import/batches.ts', 'integration', 'import-values');
const staging = faultsIn('libs/server/legacy/src/import/staging.ts', 'integration', 'import-values');
const cells = faultsIn('libs/server/legacy/src/import/cells.ts', 'integration', 'import-values');
const cellsUnit = faultsIn('libs/server/legacy/src/import/cells.ts', 'unit', 'import/cells');
const rows = faultsIn('libs/server/legacy/src/import/rows.ts', 'integration', 'import-values');
const csvSplitter = faultsIn(
  'libs/server/legacy/src/import/csv-splitter.ts',
  'unit',
  'csv-splitter',
  'export-reader',
);
const exportReader = faultsIn('libs/server/legacy/src/import/export-reader.ts', 'unit', 'export-reader');
const exportEncoding = faultsIn('libs/server/legacy/src/import/export-encoding.ts', 'unit', 'export-reader');
const textLine = faultsIn('libs/contracts/src/text-line.ts', 'integration', 'import-values');
const importUploadService = faultsIn(
  'libs/server/legacy/src/import-page/import-upload.service.ts',
  'api',
  'imports.api',
);
const importStartService = faultsIn(
  'libs/server/legacy/src/import-page/import-start.service.ts',
  'api',
  'imports.api',
);
const importUpload = faultsIn('libs/server/legacy/src/import/import-upload.ts', 'api', 'imports.api');
const foreignHash = faultsIn('libs/server/auth/src/foreign-hash/foreign-hash.ts', 'unit', 'foreign-hash');

/** Of the import of the old system’s export. */
export const importFaults: readonly Fault[] = [
  application(
    'an import retires the address that signs in since a consolidation',
    '    AND NOT EXISTS (SELECT FROM credential WHERE credential.customer_id = batch.id AND login_id = contact_point.value)`;',
    '`;',
  ),
  application(
    'an import overwrites a name that was changed here',
    "CASE WHEN customer.name = before->>'name' AND customer.kana = before->>'kana'",
    'CASE WHEN true',
  ),
  batches(
    'a row that the database refuses ends the whole import',
    'if (!this.isWorthAnother(error)) throw error;',
    'throw error;',
  ),
  staging(
    'a row that cannot be staged ends the whole import',
    `if (!isAboutData(error)) throw error;
      await this.inTransaction(() => this.sendRowByRow());`,
    'throw error;',
  ),
  cells(
    'a NUL in a cell is taken',
    '/[\\ufffd\\p{Cc}\\p{Cs}\\p{Noncharacter_Code_Point}]/u',
    '/[\\ufffd\\p{Cs}\\p{Noncharacter_Code_Point}]/u',
  ),
  cells('a day of the year 0000 is taken', 'const FIRST_YEAR = 1900;', 'const FIRST_YEAR = 0;'),
  cells(
    'a number with more digits than its column has is taken',
    'digits !== undefined && digits.length <= 3',
    'digits !== undefined',
  ),
  cellsUnit(
    'a day in the American order is read as a day in the European order',
    'if (Number(first) > 12) return isoDay(year, second, first);',
    'return isoDay(year, second, first);',
  ),
  rows(
    'a name of an export may have a line break in it',
    "row.line('お客様名', readName) ?? ''",
    "row.text('お客様名')",
  ),
  rows(
    'the kana of an export may be of any letters',
    "row.line('お客様名カナ', readKana) ?? ''",
    "row.text('お客様名カナ')",
  ),
  rows(
    'a user name of an export may be of any letters',
    "row.text('利用者名') === '' ? null : row.line('利用者名', readName)",
    "row.text('利用者名')",
  ),
  rows('an import makes an operator', "if (rank?.role === 'operator') row.fault('ランク', 'operator');", '', [
    'import-identity',
  ]),
  csvSplitter(
    'a CR alone does not end a row',
    'return code === COMMA || code === LINE_FEED || code === RETURN;',
    'return code === COMMA || code === LINE_FEED;',
  ),
  csvSplitter('CRLF ends two rows', 'else if (!isRestOfLineEnd) this.endRow();', 'else this.endRow();'),
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
  exportReader(
    'a heading with NUL ends the import',
    ".replace(/[\\p{Cc}\\p{Cs}\\p{Noncharacter_Code_Point}]/gu, '\\ufffd')",
    '',
    ['export-reader', 'import-values'],
  ),
  exportEncoding(
    'a byte order mark does not settle the encoding',
    "if (sample.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) return 'utf8';",
    '',
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
  textLine('a letter that somebody drew on one machine is taken', "['field.private_use', /\\p{Co}/u],", ''),
  importUploadService(
    'an operator replaces a piece of somebody else’s upload',
    "if (uploadedBy !== operator.customerId) throw new AppError('import.not_yours');",
    'void uploadedBy;',
  ),
  importUploadService(
    'a piece is replaced after the dry run',
    "if (isTried) throw new AppError('import.sealed');",
    'void isTried;',
  ),
  importUploadService(
    'a piece that was received is not in the trail',
    "await this.audit.record(tx, { event: 'legacy.upload_received', detail });",
    'void detail;',
  ),
  importStartService(
    'an operator imports somebody else’s upload',
    "if (upload.uploadedBy !== operatorId) throw new AppError('import.not_yours');",
    '',
  ),
  importStartService(
    'other files than those that were tried are imported',
    "if (tried !== undefined && !tried.seal.equals(now.seal)) throw new AppError('import.sealed');",
    'void tried;',
  ),
  importUpload(
    'a piece that was changed in the database is imported',
    "if (!(await isSealed(client, run))) return failRun(client, runId, 'unreadable', CHANGED);",
    '',
  ),
  foreignHash(
    'a hash is compared whose cost holds up all sign-ins',
    'const BCRYPT_COST_MAX = 13;',
    'const BCRYPT_COST_MAX = 31;',
  ),
  foreignHash(
    'a hash without a salt is compared',
    'if (bytes.length <= 20 || bytes.length > 84)',
    'if (bytes.length < 20 || bytes.length > 84)',
  ),
];
