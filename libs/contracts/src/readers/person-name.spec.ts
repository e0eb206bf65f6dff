import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress, readKana, readName } from './person-name';

describe('お客様名', () => {
  it('stays as it was typed', () => {
    expect(readName(' 髙﨑　一郎 ')).toEqual({ value: '髙﨑　一郎' });
  });

  it.each(['', '　 '])('is asked for when there is nothing but blanks (%j)', (text) => {
    expect(readName(text).code).toBe('name.required');
  });

  it('has one line and at most 100 characters', () => {
    expect(readName('環境\n太郎').code).toBe('field.line_break');
    expect(readName('髙'.repeat(100)).code).toBeUndefined();
    expect(readName('𠮷'.repeat(101)).code).toBe('field.too_long');
  });
});

describe('a line of text that somebody else will read', () => {
  it.each(['\u200b', '\u3164', '\u00ad\u2060', '・・・', '‐', '★', '\u2800'])(
    'needs at least one letter (%j)',
    (text) => {
      expect(readName(text).code).toMatch(/^(?:name\.required|field\.no_letter)$/);
    },
  );

  it.each(['109', 'X', '々田', 'あ', 'ｱ', '①', '葛\u{E0100}', '𠮷', '꿈', '(株)グリーン’s'])(
    'may be as short as %j',
    (text) => {
      expect(readName(text)).toEqual({ value: text });
    },
  );

  it.each([
    ['環境\t太郎', 'field.line_break'],
    ['環境\r\n太郎', 'field.line_break'],
    ['環境\u2028太郎', 'field.line_break'],
    ['環境\u2029太郎', 'field.line_break'],
    ['環境\u0085太郎', 'field.line_break'],
    ['\u202e郎太境環', 'field.bidi_control'],
    ['環境\u2067太郎', 'field.bidi_control'],
    ['環境\u200f太郎', 'field.bidi_control'],
    ['環境\u061c太郎', 'field.bidi_control'],
    ['環境 https://evil.example/', 'field.link'],
    ['環境 ｈｔｔｐ：／／evil.example', 'field.link'],
    ['WWW.evil.example', 'field.link'],
    ['環境 w\u200bww.evil.example', 'field.link'],
    ['ｗｗｗ．evil.example', 'field.link'],
    ['環境\ue000', 'field.private_use'],
    ['環境\u{f0000}', 'field.private_use'],
    ['環境\u0000', 'field.unreadable'],
    ['環境\u001b', 'field.unreadable'],
    ['環境\u007f', 'field.unreadable'],
    ['環境\uffff', 'field.unreadable'],
    ['環境\ufdd0', 'field.unreadable'],
    ['環境\u{1fffe}', 'field.unreadable'],
    ['環境\ud842', 'field.unreadable'],
    ['\udfb7環境', 'field.unreadable'],
    ['環境\ufffd', 'field.unreadable'],
  ] as const)('may not hold %j: %s', (text, code) => {
    expect(readName(text)).toEqual({ code });
    expect(readAddress(text)).toEqual({ code });
    expect(readKana(text).code).toBeDefined();
  });

  it('loses signs that show nothing, but not those that choose the form of a kanji', () => {
    expect(readName('環\u200b境\ufeff \u00ad太郎')).toEqual({ value: '環境 太郎' });
    expect(readName('葛\u{E0100}城')).toEqual({ value: '葛\u{E0100}城' });
  });

  it('is read the same when it is read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const read of [readName, readAddress, readKana]) {
          const { value } = read(text);
          if (value !== undefined) expect(read(value)).toEqual({ value });
        }
      }),
    );
  });
});

describe('カナ', () => {
  it.each([
    'カンキョウ タロウ',
    'かんきょう　たろう',
    'ｶﾝｷｮｳ ﾀﾛｳ',
    'ショウナンエコサービス',
    'ABC・ショウジ',
  ])('may be %s', (text) => {
    expect(readKana(text)).toEqual({ value: text });
  });

  it.each(['環境 太郎', 'カンキョウ 太郎', 'カンキョウ<b>'])('may not be %s', (text) => {
    expect(readKana(text).code).toBe('kana.malformed');
  });
});
