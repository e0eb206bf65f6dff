import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { inShiftJis, lostInShiftJis } from './shift-jis';

const arrived = (text: string) => iconv.decode(inShiftJis(text), 'cp932');

describe('a text in Shift_JIS', () => {
  it.each([
    ['髙﨑〜①', '髙﨑～①'],
    ['ゔぃおら', 'ヴぃおら'],
    ['ハ\u3099イオラ ハ\u309aン か\u3099', 'バイオラ パン が'],
    ['¥1,200−', '￥1,200－'],
    ['一ゖ所', '一ヶ所'],
  ])('has %j, and loses nothing', (text, expected) => {
    expect(arrived(text)).toBe(expected);
    expect(lostInShiftJis(text)).toEqual([]);
  });

  it('keeps a kanji that has two forms there in the form that was typed', () => {
    expect(arrived('\ufa19\u795e \ufa1b\u798f')).toBe('\ufa19\u795e \ufa1b\u798f');
    expect(lostInShiftJis('\ufa19\u795e')).toEqual([]);
  });

  it('names the signs that it does not have, each once', () => {
    expect(lostInShiftJis('𠮷田 髙﨑〜 鷗外 𠮷')).toEqual(['𠮷', '鷗']);
    expect(lostInShiftJis('環境 太郎')).toEqual([]);
  });

  it('names a kanji whose form is lost with that form, and writes the plain kanji', () => {
    expect(lostInShiftJis('葛\u{e0100}飾')).toEqual(['葛\u{e0100}']);
    expect(arrived('葛\u{e0100}飾')).toBe('葛飾');
  });
});
