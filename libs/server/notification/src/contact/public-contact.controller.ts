import { Controller, Get, SerializeOptions } from '@nestjs/common';
import { publicContact, type PublicContact } from '@daiko/contracts';
import { HelpDeskService } from './help-desk.service';

/** For everybody: which domain and number to let in, and the head office's telephone. */
@Controller('public-contact')
export class PublicContactController {
  constructor(private readonly helpDesk: HelpDeskService) {}

  @Get()
  @SerializeOptions({ schema: publicContact })
  show(): PublicContact {
    return this.helpDesk.publicContact();
  }
}
