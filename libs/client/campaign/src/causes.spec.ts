import { describe, expect, it } from 'vitest';
import { causeWords, daysLeftText } from './causes';

describe('the campaign', () => {
  it('says how long there is', () => {
    expect([129, 0, -1].map(daysLeftText)).toEqual(['あと129日', '今日まで', '期限を過ぎています']);
  });

  it('names causes in the words of ログイン状況', () => {
    expect(causeWords(['no_phone', 'several']).map(({ text }) => text)).toEqual(['複数あり', '電話番号なし']);
  });
});
