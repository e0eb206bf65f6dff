import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskEmail, maskPhone } from './mask';

describe('mask', () => {
  it('shows the numbers and the address of the announcement as printed there', () => {
    expect(maskPhone('+81466123300')).toBe('****-**-*300');
    expect(maskPhone('+819011112770')).toBe('***-****-*770');
    expect(maskEmail('kankyo@gmail.com')).toBe('ka*****@gmail.com');
  });

  it('shows one letter of a local part of two or fewer', () => {
    expect(maskEmail('ab@example.jp')).toBe('a*****@example.jp');
    expect(maskEmail('a@example.jp')).toBe('a*****@example.jp');
  });

  it('never shows more than three digits of a phone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000_000, max: 99_999_999 }), (rest) => {
        expect(maskPhone(`+8190${String(rest)}`).replace(/\D/g, '')).toBe(String(rest).slice(-3));
      }),
    );
  });

  it('hides how long a local part is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,40}$/), (local) => {
        expect(maskEmail(`${local}@a.jp`)).toHaveLength('kaxxxxx@a.jp'.length);
      }),
    );
  });
});
