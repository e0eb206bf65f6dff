import { Body, Controller, Post, Req, Res, SerializeOptions, UseGuards } from '@nestjs/common';
import { session, signInRequest, type Session, type SignInRequest } from '@daiko/contracts';
import { AppError, PASSKEY_COOKIE, readToken, SESSION_COOKIE, setToken } from '@daiko/server-platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PasskeyStepService } from '../passkey/passkey-step.service';
import { SessionService } from '../session/session.service';
import type { VerifiedCredential } from './verified-credential';
import { SignInGuard, Verified } from './sign-in.guard';
import { toSession } from '../session/to-session';
import { visitorOf } from '../session/visitor';

/** ログイン. */
@Controller('sessions')
export class SignInController {
  constructor(
    private readonly sessions: SessionService,
    private readonly steps: PasskeyStepService,
  ) {}

  @Post()
  @UseGuards(SignInGuard)
  @SerializeOptions({ schema: session })
  async signIn(
    @Body({ schema: signInRequest }) _body: SignInRequest,
    @Verified() verified: VerifiedCredential,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const step = await this.steps.open(verified);
    if (step !== undefined) {
      setToken(reply, PASSKEY_COOKIE, step);
      throw new AppError('sign_in.passkey_required');
    }
    const visitor = visitorOf(request, reply);
    const { token, signedIn } = await this.sessions.begin(
      verified,
      visitor,
      readToken(request, SESSION_COOKIE),
    );
    setToken(reply, SESSION_COOKIE, token);
    return toSession(signedIn);
  }
}
