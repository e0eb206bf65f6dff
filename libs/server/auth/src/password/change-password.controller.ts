import { Controller, Get, Redirect } from '@nestjs/common';

/** Where password managers look for the page that changes a password (well-known URL of the W3C). Outside /api. */
@Controller('.well-known/change-password')
export class ChangePasswordController {
  @Get()
  @Redirect('/mypage/credential/password', 302)
  show(): void {
    // The redirect says it all.
  }
}
