import iconv from 'iconv-lite';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openExport } from './export-reader';

const HEADINGS = 'お客様ID,種別,値,優先順,確認日';
const ROW = '01058734,メール,a@mail.example,1,';

/** What is read of bytes, cut so that letters are cut in two. */
async function read(bytes: Buffer) {
  // eslint-disable-next-line @typescript-eslint/require-await -- a file is read as it comes; this one is there already
  const open = async function* () {
    for (let start = 0; start < bytes.length; start += 7) yield bytes.subarray(start, start + 7);
  };
  const { encoding, unknownColumns, rows } = await openExport(open, '連絡先.csv');
  const found = [];
  for await (const row of rows) found.push(row);
  return { encoding, unknownColumns, rows: found };
}
const utf8 = (...lines: string[]) => Buffer.from(lines.join('\r\n'));
const valueOf = (id: string, value: string) => ({
  お客様ID: id,
  種別: 'メール',
  値: value,
  優先順: '1',
  確認日: '',
});

describe('a file of the export', () => {
  it.each([
    ['\r\n', '\n'],
    ['\n', '\r\n'],
    ['\r', '\n'],
  ])('may end its headings with %j and its rows with %j', async (first, second) => {
    const { rows } = await read(Buffer.from(`${HEADINGS}${first}${ROW}${second}${ROW}${second}`));
    expect(rows.map(({ number }) => number)).toEqual([2, 3]);
    expect(rows[1]?.cells).toEqual(valueOf('01058734', 'a@mail.example'));
  });

  it.each([
    ['\ufeff', 'with'],
    ['', 'without'],
  ])('is UTF-8 %j byte order mark, with one bad byte in a row', async (mark) => {
    const bytes = Buffer.concat([
      utf8(`${mark}${HEADINGS}`, ROW, '0105873'),
      Buffer.from([0xff]),
      utf8('5,メール,b,1,'),
    ]);
    const { encoding, rows } = await read(bytes);
    expect(encoding).toBe('utf8');
    expect(rows.map(({ cells }) => cells)).toEqual([
      valueOf('01058734', 'a@mail.example'),
      valueOf('0105873\ufffd5', 'b'),
    ]);
  });

  it.each<[string, Buffer, string]>([
    ['UTF-16', Buffer.from(`\ufeff${HEADINGS}\r\n${ROW}`, 'utf16le'), 'UTF-16で保存されています'],
    ['UTF-16 without a mark', Buffer.from(`${HEADINGS}\r\n${ROW}`, 'utf16le'), 'UTF-16で保存されています'],
    ['EUC-JP', iconv.encode(HEADINGS, 'euc-jp'), 'EUC-JPで保存されています'],
    ['tabs', utf8(HEADINGS.replaceAll(',', '\t'), ROW), 'タブ区切りです'],
    ['semicolons', utf8(HEADINGS.replaceAll(',', ';'), ROW), 'セミコロン区切りです'],
    ['gzip', gzipSync(HEADINGS), '圧縮されたファイル (gzip) です'],
    ['a workbook', Buffer.from('PK\u0003\u0004 and so on'), 'CSVではなく、Excelのブック'],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'CSVではなく、Excelのブック'],
    ['nothing', Buffer.alloc(0), 'ファイルが空です'],
    ['nothing but line ends', utf8('', '', '\u001a'), 'ファイルが空です'],
    ['a heading twice', utf8(`${HEADINGS},値`, ROW), '見出しが重なっています: 値'],
    ['a heading less', utf8('お客様ID,種別,値,優先順'), '見出しがありません: 確認日'],
    [
      'a quote that nothing closes',
      utf8(HEADINGS, ...Array<string>(78).fill(ROW), `"${ROW}`, ROW),
      '80行目の引用符が閉じられていません',
    ],
  ])('is refused for what it is: %s', async (_, bytes, reason) => {
    await expect(read(bytes)).rejects.toThrow(`連絡先.csv: ${reason}`);
  });

  it('is read as Excel saves it: cells and rows left out, added and empty, a line about the separator', async () => {
    const { rows, unknownColumns } = await read(
      utf8(
        'sep=,',
        `${HEADINGS},,`,
        '01058734,メール,a',
        `${ROW},,,`,
        ',,,,',
        '',
        ' ,　',
        '1058735,メール,b,1,\u001a',
      ),
    );
    expect(unknownColumns).toEqual([]);
    expect(rows.map(({ cells }) => cells)).toEqual([
      { ...valueOf('01058734', 'a'), 優先順: '' },
      valueOf('01058734', 'a@mail.example'),
      valueOf('1058735', 'b'),
    ]);
  });

  it('has a row of its own for what has more cells than headings', async () => {
    const { rows } = await read(utf8(HEADINGS, `${ROW},x`));
    expect(rows).toEqual([{ number: 2, cells: 'columns' }]);
  });
});
