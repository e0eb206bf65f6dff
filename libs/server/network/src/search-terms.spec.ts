import { describe, expect, it } from 'vitest';
import { phonesSoughtBy, readSearchTerms } from './search-terms';

const number = (text: string) => readSearchTerms(text)?.numbers[0];

describe('a search text', () => {
  it.each(['ｶﾝｷｮｳ', 'かんきょう', 'カンキョウ', ' カンキョウ　'])('reads %s as one name', (text) => {
    expect(readSearchTerms(text)).toEqual({
      words: ['カンキヨウ'],
      formerWords: ['カンキョウ'],
      numbers: [],
    });
  });

  it('reads several words, each to be found', () => {
    expect(readSearchTerms('環境　たろう')?.words).toEqual(['環境', 'タロウ']);
    expect(readSearchTerms('(株)ｸﾞﾘｰﾝ')?.words).toEqual(['グリーン']);
  });

  it.each(['０１０５８７３４', '0105-8734', '01058734 ', '０１０５ー８７３４', '\u202a01058734\u202c'])(
    'reads %s as an お客様ID',
    (text) => {
      expect(number(text)?.ids).toEqual([{ from: '01058734', to: '01058734' }]);
    },
  );

  it('finds the ID whose zero was eaten, and IDs by their beginning', () => {
    expect(number('1058734')?.ids).toContainEqual({ from: '01058734', to: '01058734' });
    expect(number('1058734.0')?.ids).toContainEqual({ from: '01058734', to: '01058734' });
    expect(number('0105')?.ids).toEqual([{ from: '01050000', to: '01059999' }]);
  });

  it('reads eight digits as an お客様ID and as nothing of a phone', () => {
    expect(number('81058734')).toMatchObject({
      ids: [{ from: '81058734', to: '81058734' }],
      phone: null,
      phoneEnding: null,
    });
  });

  it('reads お客様ID and name together', () => {
    const terms = readSearchTerms('01058734 環境');
    expect(terms?.words).toEqual(['環境']);
    expect(terms?.numbers.map(({ ids }) => ids)).toEqual([[{ from: '01058734', to: '01058734' }]]);
  });

  it('looks for digits in names as well', () => {
    expect(number('１０９')?.word).toBe('109');
    expect(number('090-1111-2770')?.word).toBeNull();
  });

  it('reads four digits also as the end of a phone, and no other part of one', () => {
    expect(number('２７７０')).toMatchObject({ phoneEnding: '2770', phone: null });
    for (const part of ['27701', '090-1111', '0901111277', '1111-2770', '+81 90']) {
      expect(phonesSoughtBy(part)).toEqual([]);
    }
  });

  it.each([
    '090-1111-2770',
    '09011112770',
    '+81 90-1111-2770',
    '0081-90-1111-2770',
    '８１９０１１１１２７７０',
    '(090) 1111 2770',
  ])('reads %s as a whole phone', (text) => {
    expect(number(text)).toMatchObject({ phone: '+819011112770', ids: [] });
    expect(phonesSoughtBy(text)).toEqual(['+819011112770']);
  });

  it('asks for everybody when there is nothing in it', () => {
    expect(readSearchTerms()).toBeUndefined();
    expect(readSearchTerms(' 　\u200b')).toBeUndefined();
  });
});
