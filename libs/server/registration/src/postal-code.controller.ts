import { Controller, Get, Param, SerializeOptions } from '@nestjs/common';
import { postalAddresses, postalCode, type PostalAddresses } from '@daiko/contracts';
import { PostalCodeService } from './postal-code.service';

/** 住所を入れる. */
@Controller('postal-codes')
export class PostalCodeController {
  constructor(private readonly postalCodes: PostalCodeService) {}

  @Get(':postalCode')
  @SerializeOptions({ schema: postalAddresses })
  show(@Param('postalCode', { schema: postalCode }) code: string): PostalAddresses {
    return { postalCode: code, addresses: this.postalCodes.addressesOf(code) };
  }
}
