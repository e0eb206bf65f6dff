import { describe, expect, it } from 'vitest';
import { findQuestions, QUESTIONS } from './questions';

const ids = (search: string) => findQuestions(search).map(({ id }) => id);

describe('the search in ヘルプ', () => {
  it('finds whatever the width, the case and the kana of the words', () => {
    expect(ids('ｐｉｎ　届かない')).toContain('pin');
    expect(ids('ﾛｸﾞｲﾝid')).toContain('login-id');
    expect(ids('すまーとふぉん')).toContain('device');
  });

  it('finds by words that people use instead', () => {
    expect(ids('機種変更')).toEqual(['device']);
    expect(ids('退職')).toContain('staff');
  });

  it('wants every word', () => {
    expect(ids('PINコード 退職')).toEqual([]);
  });

  it('shows everything to those who search for nothing', () => {
    expect(ids('　')).toHaveLength(QUESTIONS.length);
  });
});
