import { Body, Controller, Delete, HttpCode, Post, Req, Res, SerializeOptions } from '@nestjs/common';
import {
  emptyRequest,
  passkeyAssertion,
  passkeyRequestOptions,
  recoveryCodeRequest,
  session,
  type EmptyRequest,
  type PasskeyAssertion,
  type PasskeyRequestOptions,
  type RecoveryCodeRequest,
  type Session,
} from '@daiko/contracts';
import {
  clearToken,
  clientAddress,
  newToken,
  PASSKEY_COOKIE,
  readToken,
  SESSION_COOKIE,
  setToken,
} from '@daiko/server-platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SessionService } from '../session/session.service';
import type { VerifiedCredential } from '../sign-in/verified-credential';
import { toSession } from '../session/to-session';
import { visitorOf } from '../session/visitor';
import { PasskeySignInService } from './passkey-sign-in.service';
import { PasskeyStepService } from './passkey-step.service';
import { RecoveryCodeService } from './recovery-code.service';

/** パスキーでログイン: instead of the password (`passkey-sign-ins`), and after it (`passkey-step`). */
@Controller()
export class PasskeySignInController {
  constructor(
    private readonly passkeys: PasskeySignInService,
    private readonly codes: RecoveryCodeService,
    private readonly steps: PasskeyStepService,
    private readonly sessions: SessionService,
  ) {}

  @Post('passkey-sign-ins/options')
  @SerializeOptions({ schema: passkeyRequestOptions })
  async ask(
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PasskeyRequestOptions> {
    // Two tabs of one browser share one cookie, and the second tab must not end the challenge of the first.
    const token = readToken(request, PASSKEY_COOKIE) ?? newToken();
    setToken(reply, PASSKEY_COOKIE, token);
    return this.passkeys.ask(token, clientAddress(request));
  }

  @Post('passkey-sign-ins')
  @SerializeOptions({ schema: session })
  async signIn(
    @Body({ schema: passkeyAssertion }) body: PasskeyAssertion,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const token = readToken(request, PASSKEY_COOKIE);
    const verified = await this.passkeys.signIn(token, body, clientAddress(request));
    return this.begin(verified, request, reply);
  }

  @Post('passkey-step/options')
  @SerializeOptions({ schema: passkeyRequestOptions })
  askSecond(
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
    @Req() request: FastifyRequest,
  ): Promise<PasskeyRequestOptions> {
    return this.passkeys.askSecond(readToken(request, PASSKEY_COOKIE), clientAddress(request));
  }

  @Post('passkey-step')
  @SerializeOptions({ schema: session })
  async signInSecond(
    @Body({ schema: passkeyAssertion }) body: PasskeyAssertion,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const token = readToken(request, PASSKEY_COOKIE);
    const verified = await this.passkeys.signInSecond(token, body, clientAddress(request));
    return this.begin(verified, request, reply);
  }

  /** Uses a recovery code instead of the passkey. The code is in the body, which is stored nowhere. */
  @Post('passkey-step/recovery-code')
  @SerializeOptions({ schema: session })
  async signInByRecoveryCode(
    @Body({ schema: recoveryCodeRequest }) { code }: RecoveryCodeRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const token = readToken(request, PASSKEY_COOKIE);
    const verified = await this.codes.signIn(token, code, clientAddress(request));
    return this.begin(verified, request, reply);
  }

  @Delete('passkey-step')
  @HttpCode(204)
  async goBack(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.forget(request, reply);
  }

  private async begin(
    verified: VerifiedCredential,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Session> {
    const visitor = visitorOf(request, reply);
    const { token, signedIn } = await this.sessions.begin(
      verified,
      visitor,
      readToken(request, SESSION_COOKIE),
    );
    await this.forget(request, reply);
    setToken(reply, SESSION_COOKIE, token);
    return toSession(signedIn);
  }

  private async forget(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const token = readToken(request, PASSKEY_COOKIE);
    if (token !== undefined) await this.steps.end(token);
    clearToken(reply, PASSKEY_COOKIE);
  }
}
