import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AppConfig, AppError } from '@daiko/server-platform';
import type { FastifyRequest } from 'fastify';
// By this path alone: the package's entry loads the whole REST client, which the API process has no use for.
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { field, type TwilioForm } from './twilio-form';
import { publicBase } from './webhook-urls';

/** Lets through what Twilio signed with our token, for our account, for exactly this address. */
@Injectable()
export class TwilioSignatureGuard implements CanActivate {
  constructor(private readonly config: AppConfig) {}

  canActivate(context: ExecutionContext): true {
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Body?: TwilioForm }>>();
    const form = request.body ?? {};
    const { TWILIO_AUTH_TOKEN, TWILIO_ACCOUNT_SID } = this.config.values;
    const signature = request.headers['x-twilio-signature'];
    const isSigned =
      typeof signature === 'string' &&
      validateRequest(TWILIO_AUTH_TOKEN, signature, publicBase(this.config) + request.url, form) &&
      field(form, 'AccountSid') === TWILIO_ACCOUNT_SID;
    if (!isSigned) throw new AppError('webhook.unsigned');
    return true;
  }
}
