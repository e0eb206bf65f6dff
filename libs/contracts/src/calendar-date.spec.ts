import { describe, expect, it } from 'vitest';
import { readBirthday } from './calendar-date';

describe('生年月日', () => {
  it.each(['1960-04-01', '1960/4/1', '1960年4月1日', '１９６０．４．１', '19600401', ' 1960 / 04 / 01 '])(
    'reads %s',
    (text) => {
      expect(readBirthday(text)).toEqual({ value: '1960-04-01' });
    },
  );

  it.each(['', '1960', '1960-13-01', '1961-02-29', '2999-01-01', '1899-12-31', '昭和35年4月1日'])(
    'refuses %s',
    (text) => {
      expect(readBirthday(text).code).toBe('birthday.malformed');
    },
  );
});
