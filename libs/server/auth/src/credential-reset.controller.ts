import { Body, Controller, HttpCode, Post, Req, Res, SerializeOptions } from '@nestjs/common';
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
import { clientAddress, RUN_COOKIE, setToken } from '@daiko/server-platform';
import { runToken } from '@daiko/server-pin';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { asker } from './asker';
import { CredentialResetService } from './credential-reset.service';

/** お問い合わせ: 確認 and 送信 of both resets. What lies between them is the run's, in pin. */
@Controller()
@SerializeOptions({ schema: pinRun })
export class CredentialResetController {
  constructor(private readonly resets: CredentialResetService) {}

  @Post('login-id-resets')
  async openLoginIdReset(
    @Body({ schema: openLoginIdResetRequest }) body: OpenLoginIdResetRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PinRun> {
    const { token, run } = await this.resets.openLoginIdReset(body, asker(request));
    setToken(reply, RUN_COOKIE, token);
    return run;
  }

  @Post('password-resets')
  async openPasswordReset(
    @Body({ schema: openPasswordResetRequest }) body: OpenPasswordResetRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PinRun> {
    const { token, run } = await this.resets.openPasswordReset(body, asker(request));
    setToken(reply, RUN_COOKIE, token);
    return run;
  }

  @Post('login-id-resets/completion')
  @HttpCode(202)
  completeLoginIdReset(
    @Body({ schema: completeLoginIdResetRequest }) { code, email, work }: CompleteLoginIdResetRequest,
    @Req() request: FastifyRequest,
  ): Promise<PinRun> {
    const input = { token: runToken(request), code, work, address: clientAddress(request) };
    return this.resets.completeLoginIdReset(input, email);
  }

  @Post('password-resets/completion')
  @HttpCode(202)
  completePasswordReset(
    @Body({ schema: completePasswordResetRequest }) { code, work }: CompletePasswordResetRequest,
    @Req() request: FastifyRequest,
  ): Promise<PinRun> {
    const input = { token: runToken(request), code, work, address: clientAddress(request) };
    return this.resets.completePasswordReset(input);
  }
}
