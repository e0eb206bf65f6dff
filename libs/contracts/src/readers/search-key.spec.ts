import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchKey, searchWords, wholePart } from './search-key';

const finds = (typed: string, name: string, kana = 'テスト') =>
  searchWords(typed).every((word) => searchKey(name, kana).includes(word));

describe('a customer', () => {
  it.each([
    ['試山太朗', '試山　太朗'],
    ['試山　太朗', '試山太朗'],
    ['花～花', '花〜花'],
    ['花~花', '花〜花'],
    ['神戸-港', '神戸−港'],
    ['サービス', 'サ−ビス'],
    ['さーびす', 'サ‐ビス'],
    ['ｻｰﾋﾞｽ', 'サービス'],
    ['スーパー', 'スーパ〜'],
    ['ガス', 'カ゛ス'],
    ['ｶﾞｽ', 'カ゛ス'],
    ['パン', 'ハ゜ン'],
    ['環境', '環\u200b境'],
    ['葛城', '葛\u{E0100}城'],
    ['葛\u{E0100}城', '葛城'],
    ['109', '109'],
    ['１０９', '渋谷109'],
    ['高崎', '髙﨑'],
    ['髙﨑', '高崎'],
    ['渡辺', '渡邊'],
    ['渡邉', '渡邊'],
    ['斉藤', '齋藤'],
    ['斎藤', '齊藤'],
    ['霞が関', '霞ヶ関'],
    ['霞ケ関', '霞が関'],
    ['キャノン', 'キヤノン'],
    ['株式会社グリーン', '(株)グリーン'],
    ['㈱グリーン', 'グリーン株式会社'],
    ['グリーン（株）', '株式会社 グリーン'],
    ['グリーン', '㈱グリーン'],
    ['(株)', '株式会社グリーン'],
    ['グリーン(株)東京', 'グリーン株式会社東京'],
    ["o'hara", 'O’Hara'],
    ['Café', 'CAFE\u0301'],
    ['ＡＢＣ商事', 'abc 商事'],
  ])('is found by %s as %s', (typed, name) => {
    expect(finds(typed, name)).toBe(true);
  });

  it('is found by kana of any kind, with blanks or without', () => {
    for (const typed of ['シヤマタロウ', 'しやま たろう', 'ｼﾔﾏ ﾀﾛｳ', 'タロウ']) {
      expect(finds(typed, '試山　太朗', 'シヤマ　タロウ')).toBe(true);
    }
  });

  it.each([
    ['阪本', '坂本'],
    ['ビル', 'ビール'],
    ['太朗シ', '試山太朗'],
    ['有限会社グリーン', '株式会社ブルー'],
  ])('is not found by %s as %s', (typed, name) => {
    expect(finds(typed, name, 'シヤマタロウ')).toBe(false);
  });

  it('is the same as another only when the whole of the kana is', () => {
    expect(searchKey('試山　太朗', 'シヤマ　タロウ')).toContain(wholePart('しやまたろう'));
    expect(searchKey('試山　太朗', 'シヤマ　タロウ')).not.toContain(wholePart('シヤマ'));
  });

  it('is found by its own name and kana, whatever they are', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'山髙が関ヶカ゛゜ｶﾞーｰ−〜~ 　(株)㈱1①a\u200b・|’') }),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(text, text, (name, kana) => {
        const key = searchKey(name, kana);
        expect(searchWords(name).join('')).toSatisfy((whole: string) => key.includes(whole));
        for (const word of searchWords(kana)) expect(key).toContain(word);
      }),
    );
  });
});
