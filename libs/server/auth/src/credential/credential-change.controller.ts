import { Body, Controller, HttpCode, Post, Req, Res, SerializeOptions } from '@nestjs/common';
import {
  completeLoginIdResetRequest,
  completePasswordChangeRequest,
  emptyRequest,
  pinRun,
  type CompleteLoginIdResetRequest,
  type CompletePasswordChangeRequest,
  type EmptyRequest,
  type PinRun,
} from '@daiko/contracts';
import { clientAddress, RUN_COOKIE, setToken } from '@daiko/server-platform';
import { runToken } from '@daiko/server-pin';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { resetOrigin } from '../reset/reset-origin';
import { CredentialChangeService } from './credential-change.service';
import { CurrentSession } from '../access/current-session';
import type { SignedIn } from '../session/session-lookup';

/**
 * マイページ › ログイン情報: 変更. The user gives the password again at the beginning; after that the PIN may take its 15 minutes.
 */
@Controller()
@SerializeOptions({ schema: pinRun })
export class CredentialChangeController {
  constructor(private readonly changes: CredentialChangeService) {}

  @Post('login-id-changes')
  async openLoginIdChange(
    @CurrentSession() signedIn: SignedIn,
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PinRun> {
    const { token, run } = await this.changes.open('login_id_change', signedIn, resetOrigin(request));
    setToken(reply, RUN_COOKIE, token);
    return run;
  }

  @Post('password-changes')
  async openPasswordChange(
    @CurrentSession() signedIn: SignedIn,
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PinRun> {
    const { token, run } = await this.changes.open('password_change', signedIn, resetOrigin(request));
    setToken(reply, RUN_COOKIE, token);
    return run;
  }

  @Post('login-id-changes/completion')
  @HttpCode(202)
  completeLoginIdChange(
    @CurrentSession() signedIn: SignedIn,
    @Body({ schema: completeLoginIdResetRequest }) { code, email, work }: CompleteLoginIdResetRequest,
    @Req() request: FastifyRequest,
  ): Promise<PinRun> {
    const input = { token: runToken(request), code, work, address: clientAddress(request) };
    return this.changes.completeLoginIdChange(signedIn, input, email);
  }

  @Post('password-changes/completion')
  @HttpCode(200)
  completePasswordChange(
    @CurrentSession() signedIn: SignedIn,
    @Body({ schema: completePasswordChangeRequest }) { code, password, work }: CompletePasswordChangeRequest,
    @Req() request: FastifyRequest,
  ): Promise<PinRun> {
    const input = { token: runToken(request), code, work, address: clientAddress(request) };
    return this.changes.completePasswordChange(signedIn, input, password);
  }
}
