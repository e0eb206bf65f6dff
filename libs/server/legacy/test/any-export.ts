import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import { COLUMNS, EXPORT_FILES, type ExportFile } from '../src/import/read/export-files';

/**
 * Customers of generated exports. There are few of them, so that rows refer to each other, above and below, in
 * circles and twice.
 */
const IDS = Array.from({ length: 30 }, (_, index) => String(2_000_001 + index).padStart(8, '0'));

/** Cells that once broke an import, here or elsewhere, and similar ones. */
const STRANGE = [
  ...[
    '\0',
    'a\0b',
    '\uffff',
    '\ufdd0',
    '\ue000',
    '\ufffd',
    '\u202e',
    '\u2028',
    '\u200b',
    '\ud83d\ude00',
    '\r',
    '\n',
    '\t',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'null',
    'undefined',
    'NaN',
    '\\N',
    '\\.',
    '\\',
    '{}',
    '"',
    "'",
  ],
  ...[
    '0000-01-01',
    '0000/1/1',
    '9999/12/31',
    '10000/1/1',
    '2019-02-30',
    '2019/10/12',
    '25/4/2019',
    '4/1/2019',
    '43556',
    '-1',
  ],
  ...[
    '1058734.0',
    '="01058734"',
    "'01058734",
    '1.05E+06',
    '99999999',
    '00000000',
    '9'.repeat(40),
    '251-00',
    '600001.0',
  ],
  ...[
    '=cmd',
    '+1',
    '@x',
    'x'.repeat(501),
    '名'.repeat(101),
    'www.example.jp',
    '<script>',
    '１',
    'TRUE',
    '1.0',
    '2',
    ' ',
    '　',
  ],
  ...[
    '01060001',
    '00000101',
    '00000001',
    '職員',
    '本部',
    '会員',
    '販売店',
    '個人',
    '法人',
    '携帯電話',
    'メール',
    'FAX',
  ],
];

const HUGE = 'x'.repeat(70_000);

const anyCell = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...STRANGE) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
);
const anyId = fc.constantFrom(...IDS);

const GOOD: Record<ExportFile, fc.Arbitrary<Record<string, string>>> = {
  'お客様.csv': fc.record({
    お客様ID: anyId,
    お客様名: fc.constantFrom('環境 太郎', '髙﨑 花子'),
    お客様名カナ: fc.constantFrom('カンキョウ タロウ', 'たかさき'),
    個人法人区分: fc.constantFrom('個人', '法人'),
    郵便番号: fc.constantFrom('', '251-0052', '600001'),
    住所1: fc.constantFrom('', '神奈川県藤沢市'),
    住所2: fc.constantFrom('', '1-1'),
    ランク: fc.constantFrom('会員', '販売店'),
    会員区分: fc.constant('会員'),
    上位店お客様ID: fc.oneof(
      { weight: 4, arbitrary: fc.constant('00000001') },
      { weight: 4, arbitrary: anyId },
      { weight: 1, arbitrary: fc.constantFrom('', '01060001', '09999999') },
    ),
    登録番号: fc.constantFrom('', 'T7000012050002'),
    登録日: fc.constantFrom('', '2019/4/1', '2019-04-01'),
    停止: fc.constantFrom('', '1'),
  }),
  '連絡先.csv': fc.record({
    お客様ID: anyId,
    種別: fc.constantFrom('携帯電話', '固定電話', 'FAX'),
    値: fc.constantFrom('090-1111-2001', '9011112002', '0466-12-3300', '0120-123-456'),
    優先順: fc.constantFrom('', '1'),
    確認日: fc.constantFrom('', '2020-01-02'),
  }),
  'ログイン.csv': fc.record({
    お客様ID: anyId,
    ログインID: fc.constantFrom('keiri', 'Keiri', 'taro@mail.example'),
    パスワードハッシュ: fc.constantFrom('{SSHA}0W8HE785ZCS2A5QbtCTt4dazhZfIycrLzM3Ozw==', 'plain'),
    利用者名: fc.constantFrom('', '担当者'),
    作成日: fc.constantFrom('', '2016/7/1'),
    最終ログイン日時: fc.constantFrom('', '2026/8/3 14:20'),
    停止: fc.constantFrom('', '1'),
  }),
};

/** A row with usual cells, some of which are replaced by any other cells. */
function anyRow(file: ExportFile): fc.Arbitrary<Record<string, string>> {
  const exchanged = fc.dictionary(fc.constantFrom(...COLUMNS[file]), anyCell, {
    maxKeys: 2,
    noNullPrototype: true,
  });
  return fc.oneof(
    { weight: 5, arbitrary: GOOD[file] },
    { weight: 4, arbitrary: fc.tuple(GOOD[file], exchanged).map(([good, other]) => ({ ...good, ...other })) },
  );
}

const lineEnd = fc.constantFrom('\r\n', '\r\n', '\n', '\r');

/** True for one of `weight` files, in which something is wrong with the whole file. */
const seldom = (weight: number) => fc.integer({ min: 1, max: weight }).map((drawn) => drawn === 1);

const form = fc.record({
  encoding: fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom('windows-31j', 'utf8', 'utf8-bom') },
    { weight: 1, arbitrary: fc.constantFrom('utf16-le', 'euc-jp') },
  ),
  isBroken: seldom(30),
  hasLost: seldom(60),
  hasTwice: seldom(80),
  isHuge: seldom(40),
  quotes: fc.constantFrom('all', 'all', 'all', 'needed', 'needed', 'needed', 'none'),
  unknown: fc.option(anyCell, { freq: 4 }),
  tail: fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom('', '\u001a', '\r\n\r\n', ',,,,\r\n') },
    { weight: 1, arbitrary: fc.constant('"') },
  ),
  short: seldom(6),
});

/** The bytes of one file of an export. It is mostly readable, and any cell may contain anything. */
function anyFile(file: ExportFile): fc.Arbitrary<Buffer> {
  return fc
    .tuple(
      form,
      fc.array(anyRow(file), { maxLength: 12 }),
      fc.array(lineEnd, { minLength: 14, maxLength: 14 }),
      fc.nat(),
    )
    .map(([shape, rows, ends, place]) => {
      const columns = columnsOf(file, shape, place);
      const lines = [columns, ...rows.map((row) => cellsOf(row, columns))];
      if (shape.isHuge && lines.length > 1) lines.at(-1)?.splice(1, 1, HUGE);
      const text = lines
        .map(
          (cells, index) =>
            written(shape.short && index > 0 ? trimmed(cells) : cells, shape.quotes) + (ends[index] ?? '\n'),
        )
        .join('');
      const bytes = encoded(text + shape.tail, shape.encoding);
      if (shape.isBroken && bytes.length > 0) bytes[place % bytes.length] = place & 0xff;
      return bytes;
    });
}

function columnsOf(
  file: ExportFile,
  shape: { hasLost: boolean; hasTwice: boolean; unknown: string | null },
  place: number,
): string[] {
  const lost = shape.hasLost ? place % COLUMNS[file].length : -1;
  const columns: string[] = COLUMNS[file].filter((_, index) => index !== lost);
  if (shape.hasTwice) columns.push(columns[0] ?? '');
  if (shape.unknown !== null) columns.splice(place % columns.length, 0, shape.unknown);
  return columns;
}

/** Uses only the row's own properties, because `constructor` may be the name of a column. */
function cellsOf(row: Record<string, string>, columns: readonly string[]): string[] {
  return columns.map((column) => (Object.hasOwn(row, column) ? (row[column] ?? '') : ''));
}

/** Leaves out empty cells at the end of a row, as Excel does. */
function trimmed(cells: string[]): string[] {
  const end = cells.findLastIndex((cell) => cell !== '');
  return cells.slice(0, end + 1);
}

function written(cells: string[], quotes: string): string {
  const needed = (cell: string) => quotes === 'all' || (quotes === 'needed' && /[",\r\n]/.test(cell));
  return cells.map((cell) => (needed(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

function encoded(text: string, encoding: string): Buffer {
  if (encoding === 'utf8-bom') return Buffer.from(`\ufeff${text}`);
  return iconv.encode(text, encoding);
}

/** The three files of an export with any content. */
export const anyExport: fc.Arbitrary<Record<ExportFile, Buffer>> = fc.record(
  Object.fromEntries(EXPORT_FILES.map((file) => [file, anyFile(file)])) as Record<
    ExportFile,
    fc.Arbitrary<Buffer>
  >,
);
