import { Controller, Get, SerializeOptions } from '@nestjs/common';
import { publicContact, type PublicContact } from '@daiko/contracts';
import { HelpDeskService } from './help-desk.service';

/** Public data: which mail domain and phone numbers to let in, and the telephone of the head office. */
@Controller('public-contact')
export class PublicContactController {
  constructor(private readonly helpDesk: HelpDeskService) {}

  @Get()
  @SerializeOptions({ schema: publicContact })
  show(): PublicContact {
    return this.helpDesk.publicContact();
  }
}
