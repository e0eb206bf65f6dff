import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvSplitter, QuoteLeftOpen } from './csv-splitter';

function rowsOf(text: string, pieceLength = text.length): (string[] | null)[] {
  const splitter = new CsvSplitter();
  const rows = [];
  for (let start = 0; start < text.length; start += Math.max(1, pieceLength))
    rows.push(...splitter.write(text.slice(start, start + Math.max(1, pieceLength))));
  return [...rows, ...splitter.end()].map(({ cells }) => cells);
}

describe('a CSV file in pieces', () => {
  it.each(['\r\n', '\n', '\r'])('ends its rows with %j', (end) => {
    expect(rowsOf(`a,b${end}c,d${end}`)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('keeps nothing of a row that is longer than a string can be', () => {
    const splitter = new CsvSplitter();
    const megabyte = 'x'.repeat(1 << 20);
    splitter.write('"');
    for (let megabytes = 0; megabytes < 600; megabytes++) splitter.write(megabyte);
    expect(splitter.write('"\na,b\n').map(({ cells }) => cells)).toEqual([null, ['a', 'b']]);
  });

  it('ends its rows in three ways at once, and has as many rows as a spreadsheet shows', () => {
    expect(rowsOf('a\r\nb\nc\rd\r\r\ne\n\nf')).toEqual(
      ['a', 'b', 'c', 'd', '', 'e', '', 'f'].map((cell) => [cell]),
    );
  });

  it.each([
    ['"a,""b""\r\nc",d', ['a,"b"\r\nc', 'd']],
    ['a"b,c', ['a"b', 'c']],
    ['"a"b",c', ['a"b', 'c']],
    ['"",', ['', '']],
    ['a,b\u001a', ['a', 'b']],
    ['a,"b"\u001a', ['a', 'b']],
  ])('reads %j as one row, letter by letter as well', (text, cells) => {
    expect(rowsOf(text)).toEqual([cells]);
    expect(rowsOf(text, 1)).toEqual([cells]);
  });

  it('has no last row of nothing but the end of the file', () => {
    expect(rowsOf('a\r\n\u001a')).toEqual([['a']]);
  });

  it('names the row in which a quote was opened that nothing closes', () => {
    const lines = Array.from({ length: 120 }, (_, index) => (index === 79 ? 'a,"b' : 'a,b')).join('\r\n');
    const fault = (() => {
      try {
        return rowsOf(lines, 1_000);
      } catch (error) {
        return error;
      }
    })();
    expect(fault).toBeInstanceOf(QuoteLeftOpen);
    expect(fault).toMatchObject({ row: 80 });
  });

  it('keeps nothing of a row beyond what a row may be, and goes on behind it', () => {
    const splitter = new CsvSplitter();
    splitter.write('a,b\n"');
    for (let piece = 0; piece < 100; piece++) expect(splitter.write('x'.repeat(1_048_576))).toEqual([]);
    expect(splitter.write('",b\nc,d\n')).toEqual([
      { number: 2, cells: null },
      { number: 3, cells: ['c', 'd'] },
    ]);
    expect(rowsOf(`${','.repeat(100_000)}\nc`)).toEqual([null, ['c']]);
  });

  it('gives back what was written, wherever it is cut', () => {
    const cell = fc
      .oneof(fc.string(), fc.stringMatching(/^[",\r\na]{0,6}$/))
      .filter((text) => !text.includes('\u001a'));
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
        fc.constantFrom('\r\n', '\n', '\r'),
        fc.integer({ min: 1, max: 9 }),
        (rows, end, pieceLength) => {
          const line = (cells: string[]) =>
            cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',') + end;
          expect(rowsOf(rows.map(line).join(''), pieceLength)).toEqual(rows);
        },
      ),
    );
  });
});
