import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res, SerializeOptions } from '@nestjs/common';
import {
  emptyRequest,
  session,
  stepUpRequest,
  type EmptyRequest,
  type Session,
  type StepUpRequest,
} from '@daiko/contracts';
import {
  clearToken,
  clientAddress,
  DEVICE_COOKIE,
  readToken,
  SESSION_COOKIE,
  setToken,
} from '@daiko/server-platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentSession, sessionToken } from '../access/current-session';
import { SessionLookup, type SignedIn } from './session-lookup';
import { SessionService } from './session.service';
import { SignInService } from '../sign-in/sign-in.service';
import { toSession } from './to-session';

/** The session of this browser. */
@Controller('session')
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly lookup: SessionLookup,
    private readonly signIn: SignInService,
  ) {}

  @Get()
  @SerializeOptions({ schema: session })
  show(@CurrentSession() signedIn: SignedIn): Session {
    return toSession(signedIn);
  }

  @Delete()
  @HttpCode(204)
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const token = readToken(request, SESSION_COOKIE);
    if (token !== undefined) await this.sessions.end(token);
    clearToken(reply, SESSION_COOKIE);
  }

  @Post('extension')
  @HttpCode(200)
  @SerializeOptions({ schema: session })
  async extend(
    @Req() request: FastifyRequest,
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
  ): Promise<Session> {
    return toSession(await this.lookup.extend(sessionToken(request)));
  }

  @Post('step-up')
  @HttpCode(200)
  @SerializeOptions({ schema: session })
  async stepUp(
    @CurrentSession() signedIn: SignedIn,
    @Body({ schema: stepUpRequest }) body: StepUpRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const { token, signedIn: renewed } = await this.signIn.stepUp(signedIn, {
      password: body.password,
      address: clientAddress(request),
      deviceToken: readToken(request, DEVICE_COOKIE),
    });
    setToken(reply, SESSION_COOKIE, token);
    return toSession(renewed);
  }
}
