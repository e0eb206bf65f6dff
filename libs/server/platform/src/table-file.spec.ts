import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { csvStream, xlsxStream, type TextTable } from './table-file';

function table(rows: string[][]): TextTable {
  async function* pieces() {
    yield* await Promise.resolve([rows]);
  }
  const columns = [
    { heading: 'お客様ID', width: 10 },
    { heading: 'お客様名', width: 30 },
  ];
  return { name: 'お客様', columns, rows: pieces };
}

/** ST_Xstring of ECMA-376: a sign may be written by its number. ExcelJS does not undo that in these cells. */
function asExcelReads(text: string): string {
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, number: string) => String.fromCharCode(parseInt(number, 16)));
}

describe('a table as a file', () => {
  it('keeps zeros and formulas as text in XLSX', async () => {
    const written = await buffer(xlsxStream(table([['01058734', '=1+1']])));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(written as unknown as ArrayBuffer);
    const row = workbook.getWorksheet('お客様')!.getRow(2);
    const cells = [row.getCell(1), row.getCell(2)];
    expect(cells.map(({ value, type, numFmt }) => [value, type, numFmt])).toEqual([
      ['01058734', ExcelJS.ValueType.String, '@'],
      ['=1+1', ExcelJS.ValueType.String, '@'],
    ]);
  });

  it.each([
    ['an escape of Excel', '_x0041_x0042_ _x000d_ _x41_', '_x0041_x0042_ _x000d_ _x41_'],
    ['signs that XML does not know', 'A\uffffB\ufffeC\u0001D\ud800E\u0000', 'ABCDE'],
    ['a kanji of two halves and blanks at the ends', ' 𠮷田 <&> ', ' 𠮷田 <&> '],
  ])('opens as XLSX, and shows what is stored, with %s', async (_what, text, expected) => {
    const written = await buffer(xlsxStream(table([['1', text]])));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(written as unknown as ArrayBuffer);
    expect(asExcelReads(workbook.getWorksheet('お客様')!.getRow(2).getCell(2).text)).toBe(expected);
  });

  it('begins with a byte order mark in UTF-8, and quotes', async () => {
    const bytes = await buffer(csvStream(table([['01058734', '環境 "太郎"']]), 'utf-8'));
    expect(bytes.toString('utf8')).toBe('\ufeff"お客様ID","お客様名"\r\n"01058734","環境 ""太郎"""\r\n');
  });

  it.each(['=1+1', '+81', '-1', '@SUM(A1)', '＝1', '　=1', '\t=1'])('defuses %j', async (text) => {
    const csv = (await buffer(csvStream(table([['1', text]]), 'utf-8'))).toString('utf8');
    expect(csv).toContain(`"'${text}"`);
  });

  it('writes 髙﨑 and 〜 in Shift_JIS as Excel reads them', async () => {
    const bytes = await buffer(csvStream(table([['1', '髙﨑〜①']]), 'shift_jis'));
    expect(iconv.decode(bytes, 'cp932')).toContain('"髙﨑～①"');
    expect(bytes[0]).toBe(0x22);
  });
});
