import { Controller, Get, Query, SerializeOptions } from '@nestjs/common';
import {
  customerCounts,
  customerFilter,
  customerPage,
  customerSearch,
  network,
  type CustomerCounts,
  type CustomerFilter,
  type CustomerPage,
  type CustomerSearch,
  type Network,
} from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { CustomerSearchService } from './customer-search.service';

/** お客様検索. */
@Controller('customers')
export class CustomerSearchController {
  constructor(private readonly customers: CustomerSearchService) {}

  @Get()
  @SerializeOptions({ schema: customerPage })
  search(
    @CurrentSession() viewer: SignedIn,
    @Query({ schema: customerSearch }) search: CustomerSearch,
  ): Promise<CustomerPage> {
    return this.customers.search(viewer, search);
  }

  @Get('counts')
  @SerializeOptions({ schema: customerCounts })
  counts(
    @CurrentSession() viewer: SignedIn,
    @Query({ schema: customerFilter }) filter: CustomerFilter,
  ): Promise<CustomerCounts> {
    return this.customers.counts(viewer, filter);
  }

  @Get('network')
  @SerializeOptions({ schema: network })
  network(@CurrentSession() viewer: SignedIn): Promise<Network> {
    return this.customers.network(viewer);
  }
}
