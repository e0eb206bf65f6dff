import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppError } from '@daiko/server-platform';

/** Parameters of a Twilio request; a name that came twice has both values. */
export type TwilioForm = Record<string, string | string[]>;

const FORM_TYPE = 'application/x-www-form-urlencoded';
const ROUTES = /^\/api\/webhooks\/twilio\//;
/** Bytes; Twilio's requests have one or two thousand. */
const LIMIT = 64 * 1024;

/** Accepts forms from Twilio's routes and from no others: everything else speaks JSON. Call it before `init`. */
export function acceptTwilioForms(app: NestFastifyApplication): void {
  app.useBodyParser(FORM_TYPE, { bodyLimit: LIMIT }, (request, body, done) => {
    if (!ROUTES.test(request.url)) done(new AppError('request.wrong_type'));
    else done(null, readForm(body.toString()));
  });
}

/** Every parameter as it was received, unknown ones too: the signature covers them all. */
export function readForm(text: string): TwilioForm {
  const form = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const known = form.get(name);
    form.set(name, known === undefined ? value : [known, value].flat());
  }
  return Object.fromEntries(form);
}

/** One parameter, where it came once. */
export function field(form: TwilioForm, name: string): string {
  const value = form[name];
  return typeof value === 'string' ? value : '';
}
