import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { SignInRequest } from '@daiko/contracts';
import { clientAddress, DEVICE_COOKIE, readToken } from '@daiko/server-platform';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-local';
import type { VerifiedCredential } from './verified-credential';
import { SignInService } from './sign-in.service';

/** Connects passport-local to our sign-in. An exception from here is a refusal with its reason. */
@Injectable()
export class SignInStrategy extends PassportStrategy(Strategy, 'local') {
  constructor(private readonly signIn: SignInService) {
    super({ usernameField: 'loginId', passwordField: 'password', passReqToCallback: true, session: false });
  }

  /** @param request a request whose body SignInGuard has validated */
  async validate(request: FastifyRequest, loginId: string, password: string): Promise<VerifiedCredential> {
    const { customerId } = request.body as SignInRequest;
    return this.signIn.verify({
      loginId,
      password,
      customerId,
      address: clientAddress(request),
      deviceToken: readToken(request, DEVICE_COOKIE),
    });
  }
}
