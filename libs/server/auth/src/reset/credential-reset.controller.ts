import { Body, Controller, Delete, HttpCode, Post, Req, Res, SerializeOptions } from '@nestjs/common';
import {
  completeLoginIdResetRequest,
  completePasswordResetRequest,
  openLoginIdResetRequest,
  openPasswordResetRequest,
  pinRun,
  type CompleteLoginIdResetRequest,
  type CompletePasswordResetRequest,
  type OpenLoginIdResetRequest,
  type OpenPasswordResetRequest,
  type PinRun,
} from '@daiko/contracts';
import { clearToken, clientAddress, RUN_COOKIE, setToken } from '@daiko/server-platform';
import { runToken } from '@daiko/server-pin';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { resetOrigin } from './reset-origin';
import { CredentialResetService } from './credential-reset.service';

/** お問い合わせ: 確認 and 送信 of both resets, and はじめからやり直す. The steps between them belong to the run, in the pin library. */
@Controller()
export class CredentialResetController {
  constructor(private readonly resets: CredentialResetService) {}

  @Post('login-id-resets')
  @SerializeOptions({ schema: pinRun })
  async openLoginIdReset(
    @Body({ schema: openLoginIdResetRequest }) body: OpenLoginIdResetRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PinRun> {
    const { token, run } = await this.resets.openLoginIdReset(body, resetOrigin(request));
    setToken(reply, RUN_COOKIE, token);
    return run;
  }

  @Post('password-resets')
  @SerializeOptions({ schema: pinRun })
  async openPasswordReset(
    @Body({ schema: openPasswordResetRequest }) body: OpenPasswordResetRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PinRun> {
    const { token, run } = await this.resets.openPasswordReset(body, resetOrigin(request));
    setToken(reply, RUN_COOKIE, token);
    return run;
  }

  @Post('login-id-resets/completion')
  @HttpCode(202)
  @SerializeOptions({ schema: pinRun })
  completeLoginIdReset(
    @Body({ schema: completeLoginIdResetRequest }) { code, email, work }: CompleteLoginIdResetRequest,
    @Req() request: FastifyRequest,
  ): Promise<PinRun> {
    const input = { token: runToken(request), code, work, address: clientAddress(request) };
    return this.resets.completeLoginIdReset(input, email);
  }

  @Post('password-resets/completion')
  @HttpCode(202)
  @SerializeOptions({ schema: pinRun })
  completePasswordReset(
    @Body({ schema: completePasswordResetRequest }) { code, work }: CompletePasswordResetRequest,
    @Req() request: FastifyRequest,
  ): Promise<PinRun> {
    const input = { token: runToken(request), code, work, address: clientAddress(request) };
    return this.resets.completePasswordReset(input);
  }

  @Delete('pin-run')
  @HttpCode(204)
  async startOver(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.resets.startOver(runToken(request));
    clearToken(reply, RUN_COOKIE);
  }
}
