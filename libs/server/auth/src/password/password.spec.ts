import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonPasswords } from './common-passwords';
import { passwordFault } from './password';

const PERSONAL = [
  '01058734',
  '環境',
  '太郎',
  'カンキョウ',
  'タロウ',
  '81466123300',
  '0466123300',
  '819011112770',
  '09011112770',
  'kaze.taro@gmail.com',
];

describe('passwordFault', () => {
  const judge = async (password: string) => passwordFault(password, PERSONAL, await commonPasswords());

  it.each(['midori-no-kaze-2026', 'あさがおと三日月のブランコ', 'correcthorsebatterystaple', 'x7#Lq9$Vm2!z'])(
    'takes %s',
    async (password) => {
      expect(await judge(password)).toBeUndefined();
    },
  );

  it('asks for no composition: fifteen small letters will do', async () => {
    expect(await judge('wobqkzrmyvhdtpe')).toBeUndefined();
  });

  it.each([
    'passwordpassword',
    'Password2026!',
    'PASSWORD1234',
    'ｐａｓｓｗｏｒｄ１２３４',
    '123456789012',
    '1q2w3e4r5t6y',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'sakura202611',
    '!!!!!!!!!!!!',
  ])('refuses %s, which stands on the lists or is one of them dressed up', async (password) => {
    expect(await judge(password)).toBe('password.common');
  });

  it.each([
    'aki-01058734-zora',
    '太郎は夏の海が大好きです',
    'たろうは夏の海が大好きです',
    'umi-09011112770',
    'umi-0466-12-3300-yama',
    'umi 9011112770 yama',
    'Kaze.Taro-yamanobori',
    'kaze-taro-yamanobori',
  ])('refuses %s, which holds what others know of the customer', async (password) => {
    expect(await judge(password)).toBe('password.contains_personal');
  });

  it.each(['環境保全の青い空と海', 'kankyo-aoisora-9', 'ｄａｉｋｏ－aoisora-9', 'ぎょうむだいこう青い空'])(
    'refuses %s, which holds the name of company or product',
    async (password) => {
      expect(passwordFault(password, [], await commonPasswords())).toBe('password.contains_context');
    },
  );

  it('overlooks words too short to tell anything', async () => {
    expect(
      passwordFault('zoku-morning-breeze', ['a@example.jp', 'zo'], await commonPasswords()),
    ).toBeUndefined();
  });

  it('refuses every listed password, in whatever case', async () => {
    const common = await commonPasswords();
    fc.assert(
      fc.property(fc.constantFrom(...common), (listed) => {
        expect(passwordFault(listed.toUpperCase(), [], common)).toBeDefined();
      }),
    );
  });

  it('carries the whole lists', async () => {
    expect((await commonPasswords()).size).toBeGreaterThan(49_000);
  });
});
