import { describe, expect, it } from 'vitest';
import { PostalCodeBook } from './postal-code-book';

describe('PostalCodeBook', () => {
  const book = new PostalCodeBook();

  it('knows the address of a postal code', () => {
    expect(book.addressesOf('2510052')).toEqual(['神奈川県藤沢市藤沢']);
  });

  it('gives a choice where one code covers places in two prefectures', () => {
    expect(book.addressesOf('4980000')).toEqual(['愛知県弥富市', '三重県桑名郡木曽岬町']);
  });

  it('says of a code that nobody has that it is unknown', () => {
    expect(() => book.addressesOf('0000000')).toThrow('postal_code.unknown');
  });
});
