import { Body, Controller, Delete, HttpCode, Post, SerializeOptions } from '@nestjs/common';
import { emptyRequest, recoveryCodes, type EmptyRequest, type RecoveryCodes } from '@daiko/contracts';
import { CurrentSession } from '../access/current-session';
import type { SignedIn } from '../session/session-lookup';
import { PasskeyRequirementService } from './passkey-requirement.service';

/** マイページ › ログイン情報 › パスキーを必須にする, and its 復旧コード. */
@Controller('passkeys')
export class PasskeyRequirementController {
  constructor(private readonly requirement: PasskeyRequirementService) {}

  @Post('requirement')
  @SerializeOptions({ schema: recoveryCodes })
  switchOn(
    @CurrentSession() { customerId }: SignedIn,
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
  ): Promise<RecoveryCodes> {
    return this.requirement.switchOn(customerId);
  }

  @Delete('requirement')
  @HttpCode(204)
  switchOff(@CurrentSession() { customerId }: SignedIn): Promise<void> {
    return this.requirement.switchOff(customerId);
  }

  @Post('recovery-codes')
  @SerializeOptions({ schema: recoveryCodes })
  renewCodes(
    @CurrentSession() { customerId }: SignedIn,
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
  ): Promise<RecoveryCodes> {
    return this.requirement.renewCodes(customerId);
  }
}
