import { describe, expect, it } from 'vitest';
import { addressed } from './addressed';

describe('Who is written to', () => {
  it.each([
    '(有)みどり商会',
    '㈱環境保全研究所',
    '株式会社 環境保全研究所',
    'みどり農業協同組合',
    '医療法人 青葉会',
  ])('is 御中 as a corporation: %s', (name) => {
    expect(addressed(name)).toBe(`${name} 御中`);
  });

  it.each(['環境 太郎', '有田 一', '会田 社子', '株木 学'])('is 様 as a person: %s', (name) => {
    expect(addressed(name)).toBe(`${name} 様`);
  });
});
