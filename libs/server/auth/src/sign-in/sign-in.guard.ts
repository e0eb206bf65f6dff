import { createParamDecorator, Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { signInRequest } from '@daiko/contracts';
import { AppError, contractPipe } from '@daiko/server-platform';
import type { FastifyRequest } from 'fastify';
import type { VerifiedCredential } from './verified-credential';

type SignInRequest = FastifyRequest & { user?: VerifiedCredential };

/**
 * Runs passport-local on a body that follows the contract. Guards run before pipes, so the body is validated here.
 */
@Injectable()
export class SignInGuard extends AuthGuard('local') {
  private readonly contract = contractPipe();

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignInRequest>();
    request.body = await this.contract.transform(request.body, { type: 'body', schema: signInRequest });
    return super.canActivate(context) as Promise<boolean>;
  }

  override handleRequest<User>(error: Error | null, user: User | false): User {
    if (error !== null) throw error;
    if (user === false) throw new AppError('sign_in.refused');
    return user;
  }
}

/** The login whose password was right. It works only behind SignInGuard. */
export const Verified = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { user } = context.switchToHttp().getRequest<SignInRequest>();
  if (user === undefined) throw new Error('the route lacks SignInGuard');
  return user;
});
