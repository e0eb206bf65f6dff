import { describe, expect, it } from 'vitest';
import { readSearchTerms } from './search-terms';

describe('a search text', () => {
  it.each(['ｶﾝｷｮｳ', 'かんきょう', 'カンキョウ', ' カンキョウ　'])('reads %s as one name', (text) => {
    expect(readSearchTerms(text)).toEqual({ words: ['カンキョウ'] });
  });

  it('reads several words, each to be found', () => {
    expect(readSearchTerms('環境　たろう')).toEqual({ words: ['環境', 'タロウ'] });
    expect(readSearchTerms('(株)ｸﾞﾘｰﾝ')).toEqual({ words: ['(株)グリーン'] });
  });

  it.each(['０１０５８７３４', '0105-8734', '01058734 ', '０１０５ー８７３４'])(
    'reads %s as an お客様ID',
    (text) => {
      expect(readSearchTerms(text)?.numbers?.ids).toEqual([{ from: '01058734', to: '01058734' }]);
    },
  );

  it('finds the ID whose zero was eaten, and IDs by their beginning', () => {
    expect(readSearchTerms('1058734')?.numbers?.ids).toContainEqual({ from: '01058734', to: '01058734' });
    expect(readSearchTerms('0105')?.numbers?.ids).toEqual([{ from: '01050000', to: '01059999' }]);
  });

  it('reads four digits also as the end of a phone', () => {
    expect(readSearchTerms('２７７０')?.numbers).toMatchObject({ phoneEnding: '2770', phonePrefix: null });
    expect(readSearchTerms('27701')?.numbers?.phoneEnding).toBeNull();
  });

  it.each([
    '090-1111-2770',
    '09011112770',
    '+81 90-1111-2770',
    '８１９０１１１１２７７０',
    '(090) 1111 2770',
  ])('reads %s as a phone', (text) => {
    expect(readSearchTerms(text)?.numbers).toMatchObject({ phonePrefix: '+819011112770', ids: [] });
  });

  it('asks for everybody when there is nothing in it', () => {
    expect(readSearchTerms()).toBeUndefined();
    expect(readSearchTerms(' 　')).toBeUndefined();
  });
});
