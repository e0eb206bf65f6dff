import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { signedInFrom } from '@daiko/server-auth';
import { AppError } from '@daiko/server-platform';

/** Behind SessionGuard: lets dealers and operators through. Who manages nobody has no pages for it. */
@Injectable()
export class DealerGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (signedInFrom(context).role === 'customer') throw new AppError('session.dealer_required');
    return true;
  }
}
