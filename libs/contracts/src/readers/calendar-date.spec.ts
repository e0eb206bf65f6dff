import { describe, expect, it } from 'vitest';
import { readBirthday } from './calendar-date';

describe('生年月日', () => {
  it.each(['1960-04-01', '1960/4/1', '1960年4月1日', '１９６０．４．１', '19600401', ' 1960 / 04 / 01 '])(
    'reads %s',
    (text) => {
      expect(readBirthday(text)).toEqual({ value: '1960-04-01' });
    },
  );

  it.each([
    ['昭和35年4月1日', '1960-04-01'],
    ['S35.4.1', '1960-04-01'],
    ['ｓ３５／４／１', '1960-04-01'],
    ['平成元年1月8日', '1989-01-08'],
    ['令和 2年 12月 31日', '2020-12-31'],
    ['大正15年12月24日', '1926-12-24'],
  ])('reads %s of the Japanese eras', (text, value) => {
    expect(readBirthday(text)).toEqual({ value });
  });

  it.each([
    '',
    '昭和',
    '昭和0400401',
    '慶応3年1月1日',
    '1960',
    '1960-13-01',
    '1961-02-29',
    '2999-01-01',
    '1899-12-31',
  ])('refuses %s', (text) => {
    expect(readBirthday(text).code).toBe('birthday.malformed');
  });
});
