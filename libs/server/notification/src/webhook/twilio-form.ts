import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppError } from '@daiko/server-platform';

/** Parameters of a Twilio request. A name that occurs twice has both values. */
export type TwilioForm = Record<string, string | string[]>;

const FORM_TYPE = 'application/x-www-form-urlencoded';
const ROUTES = /^\/api\/webhooks\/twilio\//;
/** Largest request in bytes. Twilio's requests have one or two thousand bytes. */
const LIMIT = 64 * 1024;

/** Accepts forms at Twilio's routes only: all other routes take JSON. Call it before `init`. */
export function acceptTwilioForms(app: NestFastifyApplication): void {
  app.useBodyParser(FORM_TYPE, { bodyLimit: LIMIT }, (request, body, done) => {
    if (!ROUTES.test(request.url)) done(new AppError('request.wrong_type'));
    else done(null, readForm(body.toString()));
  });
}

/** Reads every parameter as it was received, including unknown ones: the signature covers all of them. */
export function readForm(text: string): TwilioForm {
  const form = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const known = form.get(name);
    form.set(name, known === undefined ? value : [known, value].flat());
  }
  return Object.fromEntries(form);
}

/** The value of a parameter; empty unless the parameter occurs exactly once. */
export function field(form: TwilioForm, name: string): string {
  const value = form[name];
  return typeof value === 'string' ? value : '';
}
