import { describe, expect, it } from 'vitest';
import { KanaReading } from './kana-reading';

describe('KanaReading', () => {
  const type = (steps: string[], committed: string) => {
    const reading = new KanaReading();
    for (const step of steps) reading.compose(step);
    return reading.commit(committed);
  };

  it('is what was typed before the conversion', () => {
    expect(type(['k', 'か', 'かn', 'かん', 'かんk', 'かんきょう', '環境'], '環境')).toBe('カンキョウ');
  });

  it('stays when a name is not converted at all', () => {
    expect(type(['さ', 'さく', 'さくら'], 'さくら')).toBe('サクラ');
  });

  it('reads half-width kana as the same', () => {
    expect(type(['ﾀﾛｳ', '太郎'], '太郎')).toBe('タロウ');
  });

  it('is nothing when the typing was given up', () => {
    expect(type(['かんきょう', ''], '')).toBe('');
  });

  it('begins anew for the next part of the name', () => {
    const reading = new KanaReading();
    reading.compose('かんきょう');
    reading.commit('環境');
    reading.compose('t');
    expect(reading.commit('T')).toBe('');
  });
});
