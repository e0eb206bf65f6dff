import { Body, Controller, Get, HttpCode, Param, Post, SerializeOptions } from '@nestjs/common';
import {
  changeEmailRequest,
  changePhoneRequest,
  customerContact,
  customerContacts,
  customerIdParameter,
  emptyRequest,
  type ChangeEmailRequest,
  type ChangePhoneRequest,
  type CustomerContacts,
  type EmptyRequest,
} from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { CustomerContactService } from './customer-contact.service';

/** The contacts of a customer below. */
@Controller('customers/:customerId/contacts')
export class CustomerContactController {
  constructor(private readonly contacts: CustomerContactService) {}

  @Get()
  @SerializeOptions({ schema: customerContacts })
  show(
    @CurrentSession() viewer: SignedIn,
    @Param('customerId', { schema: customerIdParameter }) customerId: string,
  ): Promise<CustomerContacts> {
    return this.contacts.show(viewer, customerId);
  }

  @Post('phones')
  @HttpCode(202)
  @SerializeOptions({ schema: customerContacts })
  askPhone(
    @CurrentSession() viewer: SignedIn,
    @Param('customerId', { schema: customerIdParameter }) customerId: string,
    @Body({ schema: changePhoneRequest }) request: ChangePhoneRequest,
  ): Promise<CustomerContacts> {
    return this.contacts.askPhone(viewer, customerId, request);
  }

  @Post('emails')
  @HttpCode(202)
  @SerializeOptions({ schema: customerContacts })
  askEmail(
    @CurrentSession() viewer: SignedIn,
    @Param('customerId', { schema: customerIdParameter }) customerId: string,
    @Body({ schema: changeEmailRequest }) request: ChangeEmailRequest,
  ): Promise<CustomerContacts> {
    return this.contacts.askEmail(viewer, customerId, request);
  }

  @Post(':contactId/retirement')
  @HttpCode(202)
  @SerializeOptions({ schema: customerContacts })
  retire(
    @CurrentSession() viewer: SignedIn,
    @Param('customerId', { schema: customerIdParameter }) customerId: string,
    @Param('contactId', { schema: customerContact.shape.id }) contactId: string,
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
  ): Promise<CustomerContacts> {
    return this.contacts.retire(viewer, customerId, contactId);
  }
}
