import { describe, expect, it } from 'vitest';
import { formatRecoveryCode, readRecoveryCode, RECOVERY_CODE_ALPHABET } from './recovery-code';

describe('a recovery code', () => {
  it.each([
    'ABCD-EFGH-JKMN',
    'abcd-efgh-jkmn',
    'ABCDEFGHJKMN',
    ' ABCD EFGH JKMN ',
    'ＡＢＣＤ－ＥＦＧＨ－ＪＫＭＮ',
    'ａｂｃｄーｅｆｇｈー　ｊｋｍｎ',
    'ABCD‐EFGH–JKMN\u200b',
    'ABCD−EFGH―JKMN\n',
  ])('is read however it was typed: %s', (typed) => {
    expect(readRecoveryCode(typed)).toEqual({ value: 'ABCDEFGHJKMN' });
  });

  it.each([
    ['', 'field.required'],
    [' ー - ', 'field.required'],
    ['ABCD-EFGH-JKM', 'field.malformed'],
    ['ABCD-EFGH-JKMNP', 'field.malformed'],
    ['ABCD-EFGH-JKM0', 'field.malformed'],
    ['あいうえおかきくけこさし', 'field.malformed'],
  ])('is not read out of %s', (typed, code) => {
    expect(readRecoveryCode(typed)).toEqual({ code });
  });

  it('is made of signs that nobody takes for one another', () => {
    expect(RECOVERY_CODE_ALPHABET).not.toMatch(/[01ILOU]/);
    expect(new Set(RECOVERY_CODE_ALPHABET).size).toBe(30);
  });

  it('is shown in groups of four', () => {
    expect(formatRecoveryCode('ABCDEFGHJKMN')).toBe('ABCD-EFGH-JKMN');
  });
});
