import { describe, expect, it } from 'vitest';
import { isForeignHash, matchesForeignHash } from './foreign-hash';

const PASSWORD = 'midori-no-kaze-2026';
const JAPANESE = 'あさがおと三日月';
/** NFKC makes other signs of them. */
const WIDE = 'ｋａｚｅ２０１９';
const CIRCLED = 'midori①2019';

/** Made with glibc's crypt(3), OpenSSL, passlib and Python's hashlib; none of them by the code under test. */
const VECTORS: readonly [name: string, password: string, stored: string][] = [
  ['bcrypt 2a', PASSWORD, '$2a$05$abcdefghijklmnopqrstuu0eMghCx1zQhxW3EBPLcy3BmlNo9SE6y'],
  ['bcrypt 2b', PASSWORD, '$2b$05$abcdefghijklmnopqrstuu0eMghCx1zQhxW3EBPLcy3BmlNo9SE6y'],
  ['bcrypt 2y', PASSWORD, '$2y$05$abcdefghijklmnopqrstuu0eMghCx1zQhxW3EBPLcy3BmlNo9SE6y'],
  ['sha256-crypt', PASSWORD, '$5$saltsalt$Zr3.dQoj9mxQ0EFkmnYvJ1dao5CUxDioZb0vAPxBF/A'],
  [
    'sha512-crypt',
    PASSWORD,
    '$6$saltsalt$WmbKzItMk3H.SUp1m64TrYSNsGkTi6WK1NHUxEacNsaH4Bf4yjT5GI0Ga4aHKz/nBQMn50iae02Ni8xG.2HuL.',
  ],
  ['sha256-crypt of Japanese', JAPANESE, '$5$saltsalt$hnv6WGvApwDO9xVABzCOQvGNL7uur1lhg14iLkj9DSB'],
  [
    'sha512-crypt of Japanese',
    JAPANESE,
    '$6$saltsalt$bMGHq/jhZsPMA0NRKdADtnKUyYHyAZQXRTmCxSQojcGw67dDWdza.iRIXuaOtVbftw487Qr1Fv9QoV0WHUQ421',
  ],
  [
    'sha512-crypt with rounds',
    PASSWORD,
    '$6$rounds=12000$longersalt123456$8rLwMdTHq.fQ1I2W0MOhJfVpmIpxhkRxvLkgsjNjIwK2oOmMj0f8wToofCKFmGvpqoWPrYT7Zh2vaJ5FNsnDR.',
  ],
  ['sha256-crypt without salt', PASSWORD, '$5$rounds=1000$$enDKSdkX4VJmqtr9R7MCWZAtAqjsob0f5H6d.Vt2Xg/'],
  ['sha256-crypt of one block', 'x'.repeat(32), '$5$ab$GoaEZQI80KMg2bJakFZIfMcyuLBy2EZhdd8WcjI8rI7'],
  ['sha256-crypt of two blocks', 'x'.repeat(64), '$5$ab$Xbu09z5suGRetTHF64stdlSP14u6iQi53vfrter7ly/'],
  [
    'sha512-crypt of one block',
    'x'.repeat(64),
    '$6$ab$jJ0JKpcKeTClUMLQxap/pY8XzZDlO4biLLovk8fVGLaE4t52bto0gyekQs9CufrDwjH.bpV74nlWd0KNS.pxj0',
  ],
  [
    'sha512-crypt of more than a block',
    'x'.repeat(65),
    '$6$ab$Qrsuy1a2TfJysu4UFCqiqIJv.iKGAuoEl2KLDyngwYNx7JTjCKuYR70dUCnC7LwC/dPAjDQUzbXOt8aJkwR3o/',
  ],
  ['PBKDF2 with SHA-1', PASSWORD, '$pbkdf2-sha1$13100$yMnKy8zNzs/Q0dLT1NXW1w$IRwbGM/eXisLFwj1T.HBSbHjXEU'],
  [
    'PBKDF2 with SHA-1 as passlib itself names it',
    PASSWORD,
    '$pbkdf2$13100$yMnKy8zNzs/Q0dLT1NXW1w$IRwbGM/eXisLFwj1T.HBSbHjXEU',
  ],
  [
    'PBKDF2 with SHA-256',
    PASSWORD,
    '$pbkdf2-sha256$29000$yMnKy8zNzs/Q0dLT1NXW1w$pxIomswT3vrf43iMP/Hwao8YxTZx/GkKBqbqY5Gdz3E',
  ],
  [
    'PBKDF2 with SHA-512',
    PASSWORD,
    '$pbkdf2-sha512$25000$yMnKy8zNzs/Q0dLT1NXW1w$cIhszhGjWxC8IAnSifOuqU0YSWf6m.Gxfy7mr.LN89oo87vE8btBf/Na00UOFKXukSvn5AdswFj3K47z1c0WVQ',
  ],
  ['MD5 of full width', WIDE, 'md5:s4lt:15c34cfa7e19cc2964f7e32a3cf7dbe6'],
  ['SHA-1 of full width', WIDE, 'sha1:s4lt:458976ef4b2386ff4d86be7a0675d2df4bebe845'],
  ['SSHA of full width', WIDE, '{SSHA}4MLb8gHrpdZMCupbVjg1mVbD3L9zYWx0c2FsdA=='],
  ['bcrypt of full width', WIDE, '$2b$05$abcdefghijklmnopqrstuuR6j3Z8Cf5BA1O922OggECGXPxDVAUSe'],
  ['sha256-crypt of full width', WIDE, '$5$saltsalt$IgyK3QV0w7H2i/fVS8MYydY7RSnFhDd8L5orY57jgf6'],
  [
    'PBKDF2 of full width',
    WIDE,
    '$pbkdf2-sha256$1000$c2FsdHNhbHQ$.CfubD05cXYYROtAoKFYOeHIqg4LvYpgc.HMeqSHt4Q',
  ],
  ['MD5 with a circled digit', CIRCLED, 'md5:s4lt:b80c0b5213e5cd7f8f97b4df7e00f66b'],
  ['bcrypt with a circled digit', CIRCLED, '$2b$05$abcdefghijklmnopqrstuuTi4QvY1O7YVTODs.bnZzc/6hqtViFX6'],
  [
    'sha512-crypt with a circled digit',
    CIRCLED,
    '$6$saltsalt$F4C/qqkDadcdAD/f7MIS30wUsfzBy6fKqRAVu.QpXMUuMA6YV4upI43FsM./JQ9dYxype6SpFEaJZFgApwCUQ1',
  ],
  [
    'PBKDF2 with a circled digit',
    CIRCLED,
    '$pbkdf2-sha256$1000$c2FsdHNhbHQ$SY7ixrrTRFYg.1gFrrUMexzHYBdFbi6hKmD7Sn2wEdQ',
  ],
  ['SSHA', PASSWORD, '{SSHA}0W8HE785ZCS2A5QbtCTt4dazhZfIycrLzM3Ozw=='],
  ['salted MD5', PASSWORD, 'md5:s4lt:50349732883adf2261e89af34d1ff91f'],
  ['salted MD5 whose salt holds a colon', PASSWORD, 'md5:a:b:e3d3051c07d2883e0a9affecdd314d92'],
  ['salted SHA-1', PASSWORD, 'sha1:s4lt:d6c3e15441473d8be71b5bbda01be6c3344cbcdd'],
];

describe('a hash of the old system', () => {
  it.each(VECTORS)('matches the password it was made of: %s', async (_, password, stored) => {
    expect(isForeignHash(stored)).toBe(true);
    expect(await matchesForeignHash(stored, password)).toBe(true);
  });

  it.each(VECTORS)('matches no other password: %s', async (_, password, stored) => {
    expect(await matchesForeignHash(stored, `${password}x`)).toBe(false);
    expect(await matchesForeignHash(stored, password.slice(1))).toBe(false);
    expect(await matchesForeignHash(stored, '')).toBe(false);
  });

  it.each([
    ['a plain password', PASSWORD],
    ['nothing', ''],
    ['MD5 without salt', '50349732883adf2261e89af34d1ff91f'],
    ['DES crypt', 'ab3eXFmUcLFGo'],
    ['MD5 crypt', '$1$saltsalt$5uM3tE5bhhhfZHmvGVlT90'],
    ['SSHA without salt', '{SSHA}0W8HE785ZCS2A5QbtCTt4dazhZc='],
    ['a cut digest', '$5$saltsalt$Zr3.dQoj9mxQ0EFkmnYvJ1dao5CUxDioZb0vAPxBF'],
    ['a digest of the other length', 'md5:s4lt:d6c3e15441473d8be71b5bbda01be6c3344cbcdd'],
  ])('is not %s', async (_, stored) => {
    expect(isForeignHash(stored)).toBe(false);
    expect(await matchesForeignHash(stored, PASSWORD)).toBe(false);
    expect(await matchesForeignHash(stored, stored)).toBe(false);
  });

  it.each([
    '$2b$20$abcdefghijklmnopqrstuu0eMghCx1zQhxW3EBPLcy3BmlNo9SE6y',
    '$5$rounds=999999999$saltsalt$Zr3.dQoj9mxQ0EFkmnYvJ1dao5CUxDioZb0vAPxBF/A',
    '$pbkdf2-sha256$999999999$yMnKy8zNzs/Q0dLT1NXW1w$pxIomswT3vrf43iMP/Hwao8YxTZx/GkKBqbqY5Gdz3E',
  ])('that would cost minutes is refused at once: %s', async (stored) => {
    const began = performance.now();
    expect(await matchesForeignHash(stored, PASSWORD)).toBe(false);
    expect(performance.now() - began).toBeLessThan(50);
  });

  it('of bcrypt takes a long password as the old system did, by its first 72 bytes', async () => {
    // of 80 times "a", by glibc's crypt(3)
    const stored = '$2b$05$abcdefghijklmnopqrstuuGUnCqbfgs3htOkLrFduUjAyLBw1Rq/u';
    expect(await matchesForeignHash(stored, 'a'.repeat(80))).toBe(true);
    expect(await matchesForeignHash(stored, 'a'.repeat(71))).toBe(false);
  });

  it('matches also what a browser folded before it was hashed', async () => {
    expect(
      await matchesForeignHash('md5:s4lt:50349732883adf2261e89af34d1ff91f', 'ｍidori-no-kaze-2026'),
    ).toBe(true);
  });
});
