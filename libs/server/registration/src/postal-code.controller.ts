import { Controller, Get, Param, SerializeOptions, UseGuards } from '@nestjs/common';
import { postalAddresses, postalCode, type PostalAddresses } from '@daiko/contracts';
import { SessionGuard } from '@daiko/server-auth';
import { DealerGuard } from '@daiko/server-network';
import { PostalCodeBook } from './postal-code-book';

/** 住所を入れる. */
@Controller('postal-codes')
@UseGuards(SessionGuard, DealerGuard)
export class PostalCodeController {
  constructor(private readonly book: PostalCodeBook) {}

  @Get(':postalCode')
  @SerializeOptions({ schema: postalAddresses })
  show(@Param('postalCode', { schema: postalCode }) code: string): PostalAddresses {
    return { postalCode: code, addresses: this.book.addressesOf(code) };
  }
}
