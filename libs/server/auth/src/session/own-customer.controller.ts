import { Body, Controller, Get, HttpCode, Post, SerializeOptions } from '@nestjs/common';
import { emptyRequest, ownCustomer, type EmptyRequest, type OwnCustomer } from '@daiko/contracts';
import { CustomerService } from '@daiko/server-customer';
import { CurrentSession } from '../access/current-session';
import type { SignedIn } from './session-lookup';

/** マイページ: the customer's own data. It is in this library because only this library knows the signed-in user. */
@Controller('customers/me')
export class OwnCustomerController {
  constructor(private readonly customers: CustomerService) {}

  @Get()
  @SerializeOptions({ schema: ownCustomer })
  show(@CurrentSession() signedIn: SignedIn): Promise<OwnCustomer> {
    return this.customers.ownDataOf(signedIn.customerId);
  }

  @Post('changes-acknowledgement')
  @HttpCode(204)
  async acknowledgeChanges(
    @CurrentSession() signedIn: SignedIn,
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
  ): Promise<void> {
    await this.customers.acknowledgeChanges(signedIn.customerId);
  }
}
