import { Body, Controller, HttpCode, Post, SerializeOptions } from '@nestjs/common';
import {
  contactChangeLink,
  mailLinkRequest,
  type ContactChangeLink,
  type MailLinkRequest,
} from '@daiko/contracts';
import { ContactConsentService } from './contact-consent.service';

/**
 * The customer's own yes or no, behind a mailed link. Looking at the request is a separate call that changes nothing.
 */
@Controller('contact-change-links')
export class ContactConsentController {
  constructor(private readonly consents: ContactConsentService) {}

  @Post('inspection')
  @HttpCode(200)
  @SerializeOptions({ schema: contactChangeLink })
  inspect(@Body({ schema: mailLinkRequest }) { token }: MailLinkRequest): Promise<ContactChangeLink> {
    return this.consents.inspect(token);
  }

  @Post('approval')
  @HttpCode(204)
  approve(@Body({ schema: mailLinkRequest }) { token }: MailLinkRequest): Promise<void> {
    return this.consents.approve(token);
  }

  @Post('refusal')
  @HttpCode(204)
  refuse(@Body({ schema: mailLinkRequest }) { token }: MailLinkRequest): Promise<void> {
    return this.consents.refuse(token);
  }
}
