import iconv from 'iconv-lite';
import { COLUMNS, type ExportFile } from '../src/import/read/export-files';
import type { Encoding } from '../src/import/read/export-encoding';
import type { OpenFile } from '../src/import/read/export-reader';

type Row = Record<string, string>;

/** Builds an export: every column that a test does not name has a usual value. */
export class Export {
  private readonly rows: Record<ExportFile, Row[]> = {
    'お客様.csv': [],
    '連絡先.csv': [],
    'ログイン.csv': [],
  };
  private encoding: Encoding = 'windows-31j';
  private extraColumn: string | null = null;

  customer(id: string, parent: string, cells: Row = {}): this {
    const usual = {
      お客様ID: id,
      お客様名: `名 ${id}`,
      お客様名カナ: 'ナマエ',
      個人法人区分: '個人',
      ランク: '会員',
      会員区分: '会員',
      上位店お客様ID: parent,
    };
    return this.add('お客様.csv', { ...usual, ...cells });
  }

  contact(id: string, kind: string, value: string, cells: Row = {}): this {
    return this.add('連絡先.csv', { お客様ID: id, 種別: kind, 値: value, ...cells });
  }

  login(id: string, loginId: string, hash: string, cells: Row = {}): this {
    return this.add('ログイン.csv', {
      お客様ID: id,
      ログインID: loginId,
      パスワードハッシュ: hash,
      ...cells,
    });
  }

  inUtf8(): this {
    this.encoding = 'utf8';
    return this;
  }

  withUnknownColumn(name: string): this {
    this.extraColumn = name;
    return this;
  }

  get open(): OpenFile {
    return (file) => chunks(this.bytes(file));
  }

  /** The complete bytes of one file. */
  bytes(file: ExportFile): Buffer {
    return iconv.encode(this.text(file), this.encoding);
  }

  private add(file: ExportFile, row: Row): this {
    this.rows[file].push(row);
    return this;
  }

  private text(file: ExportFile): string {
    const columns = [...COLUMNS[file], ...(this.extraColumn === null ? [] : [this.extraColumn])];
    const line = (cells: string[]) =>
      `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`;
    return (
      line(columns) +
      this.rows[file]
        .map((row) => line(columns.map((column) => (Object.hasOwn(row, column) ? (row[column] ?? '') : ''))))
        .join('')
    );
  }
}

/** Gives the bytes in small pieces, so that characters are cut in two. */
// eslint-disable-next-line @typescript-eslint/require-await -- a file is read as it comes; this one is there already
async function* chunks(bytes: Buffer): AsyncIterable<Buffer> {
  for (let start = 0; start < bytes.length; start += 101) yield bytes.subarray(start, start + 101);
}
