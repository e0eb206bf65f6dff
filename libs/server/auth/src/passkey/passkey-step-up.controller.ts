import { Body, Controller, HttpCode, Post, Res, SerializeOptions } from '@nestjs/common';
import {
  emptyRequest,
  passkeyAssertion,
  passkeyRequestOptions,
  session,
  type EmptyRequest,
  type PasskeyAssertion,
  type PasskeyRequestOptions,
  type Session,
} from '@daiko/contracts';
import { SESSION_COOKIE, setToken } from '@daiko/server-platform';
import type { FastifyReply } from 'fastify';
import { CurrentSession } from '../access/current-session';
import type { SignedIn } from '../session/session-lookup';
import { toSession } from '../session/to-session';
import { PasskeySignInService } from './passkey-sign-in.service';

/** A step-up with a passkey instead of the password. */
@Controller('session/passkey-step-up')
export class PasskeyStepUpController {
  constructor(private readonly passkeys: PasskeySignInService) {}

  @Post('options')
  @SerializeOptions({ schema: passkeyRequestOptions })
  ask(
    @CurrentSession() signedIn: SignedIn,
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
  ): Promise<PasskeyRequestOptions> {
    return this.passkeys.askAgain(signedIn);
  }

  @Post()
  @HttpCode(200)
  @SerializeOptions({ schema: session })
  async stepUp(
    @CurrentSession() signedIn: SignedIn,
    @Body({ schema: passkeyAssertion }) body: PasskeyAssertion,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const { token, signedIn: renewed } = await this.passkeys.stepUp(signedIn, body);
    setToken(reply, SESSION_COOKIE, token);
    return toSession(renewed);
  }
}
