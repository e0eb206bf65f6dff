import { Controller, Get, Redirect } from '@nestjs/common';

/** The W3C well-known URL where password managers look for the page that changes a password. It is outside /api. */
@Controller('.well-known/change-password')
export class ChangePasswordController {
  @Get()
  @Redirect('/mypage/credential/password', 302)
  show(): void {
    // The redirect is the whole answer.
  }
}
