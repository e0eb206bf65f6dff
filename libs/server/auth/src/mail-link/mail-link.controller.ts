import { Body, Controller, HttpCode, Post, SerializeOptions } from '@nestjs/common';
import {
  loginIdConfirmed,
  mailLink,
  mailLinkRequest,
  setPasswordRequest,
  type LoginIdConfirmed,
  type MailLink,
  type MailLinkRequest,
  type SetPasswordRequest,
} from '@daiko/contracts';
import { LoginIdConfirmationService } from '../credential/login-id-confirmation.service';
import { MailLinkInspectionService } from './mail-link-inspection.service';
import { PasswordSettingService } from '../password/password-setting.service';

/**
 * Links from mails. They are used only by POST with the token in the body, so that mail scanners do not use them and
 * access logs do not contain them.
 */
@Controller('mail-links')
export class MailLinkController {
  constructor(
    private readonly inspection: MailLinkInspectionService,
    private readonly loginIds: LoginIdConfirmationService,
    private readonly passwords: PasswordSettingService,
  ) {}

  @Post('inspection')
  @HttpCode(200)
  @SerializeOptions({ schema: mailLink })
  inspect(@Body({ schema: mailLinkRequest }) { token }: MailLinkRequest): Promise<MailLink> {
    return this.inspection.inspect(token);
  }

  @Post('login-id')
  @HttpCode(200)
  @SerializeOptions({ schema: loginIdConfirmed })
  confirmLoginId(@Body({ schema: mailLinkRequest }) { token }: MailLinkRequest): Promise<LoginIdConfirmed> {
    return this.loginIds.confirm(token);
  }

  @Post('password')
  @HttpCode(204)
  setPassword(@Body({ schema: setPasswordRequest }) { token, password }: SetPasswordRequest): Promise<void> {
    return this.passwords.set(token, password);
  }

  @Post('not-me')
  @HttpCode(204)
  disown(@Body({ schema: mailLinkRequest }) { token }: MailLinkRequest): Promise<void> {
    return this.inspection.disown(token);
  }
}
