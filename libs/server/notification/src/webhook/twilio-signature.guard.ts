import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AppConfig, AppError } from '@daiko/server-platform';
import type { FastifyRequest } from 'fastify';
// Imported by this path only: the package's entry loads the whole REST client, which the API process does not need.
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { twilioCredentials } from '../channel/twilio-credentials';
import { field, type TwilioForm } from './twilio-form';
import { publicBase } from './webhook-urls';

/**
 * Accepts only requests that Twilio signed with the token of one of our accounts, for that account and this exact
 * URL.
 */
@Injectable()
export class TwilioSignatureGuard implements CanActivate {
  constructor(private readonly config: AppConfig) {}

  canActivate(context: ExecutionContext): true {
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Body?: TwilioForm }>>();
    const form = request.body ?? {};
    const { first, second } = twilioCredentials(this.config);
    const account = [first, second].find((one) => one?.sid === field(form, 'AccountSid'));
    const signature = request.headers['x-twilio-signature'];
    const isSigned =
      account !== undefined &&
      typeof signature === 'string' &&
      validateRequest(account.token, signature, publicBase(this.config) + request.url, form);
    if (!isSigned) throw new AppError('webhook.unsigned');
    return true;
  }
}
