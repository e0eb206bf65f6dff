import { Body, Controller, Get, HttpCode, Param, Post, Put, SerializeOptions } from '@nestjs/common';
import {
  customerIdParameter,
  customerLogin,
  emptyRequest,
  putCustomerLoginRequest,
  type CustomerLogin,
  type EmptyRequest,
  type PutCustomerLoginRequest,
} from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { CustomerLoginService } from './customer-login.service';

/** The login of a customer below. A dealer may begin it, but never sets a password and never confirms an address. */
@Controller('customers/:customerId/login')
export class CustomerLoginController {
  constructor(private readonly logins: CustomerLoginService) {}

  @Get()
  @SerializeOptions({ schema: customerLogin })
  show(
    @CurrentSession() viewer: SignedIn,
    @Param('customerId', { schema: customerIdParameter }) customerId: string,
  ): Promise<CustomerLogin> {
    return this.logins.show(viewer, customerId);
  }

  @Put()
  @SerializeOptions({ schema: customerLogin })
  put(
    @CurrentSession() viewer: SignedIn,
    @Param('customerId', { schema: customerIdParameter }) customerId: string,
    @Body({ schema: putCustomerLoginRequest }) request: PutCustomerLoginRequest,
  ): Promise<CustomerLogin> {
    return this.logins.put(viewer, customerId, request);
  }

  @Post('setup-mail')
  @HttpCode(202)
  @SerializeOptions({ schema: customerLogin })
  sendSetupMail(
    @CurrentSession() viewer: SignedIn,
    @Param('customerId', { schema: customerIdParameter }) customerId: string,
    @Body({ schema: emptyRequest }) _: EmptyRequest,
  ): Promise<CustomerLogin> {
    return this.logins.sendSetupMail(viewer, customerId);
  }
}
