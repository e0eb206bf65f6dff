import { describe, expect, it } from 'vitest';
import { readKana, readName } from './person-name';

describe('お客様名', () => {
  it('stays as it was typed', () => {
    expect(readName(' 髙﨑　一郎 ')).toEqual({ value: '髙﨑　一郎' });
  });

  it.each(['', '　 '])('is asked for when there is nothing but blanks (%j)', (text) => {
    expect(readName(text).code).toBe('name.required');
  });

  it('has one line and at most 100 characters', () => {
    expect(readName('環境\n太郎').code).toBe('field.malformed');
    expect(readName('髙'.repeat(100)).code).toBeUndefined();
    expect(readName('𠮷'.repeat(101)).code).toBe('field.too_long');
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
