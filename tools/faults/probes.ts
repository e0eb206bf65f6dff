import { twilioSignature } from '../stand-ins/twilio/signature.ts';
import { ACCOUNT, TOKEN } from './account.ts';
import type { Answer, Person } from './person.ts';

const NOBODY = '01890000-0000-4000-8000-000000000000';
const TOKEN_OF_NOBODY = 'a'.repeat(43);
const NEW_PASSWORD = 'umi-kara-kita-kaze-77';

const ASSERTION_OF_NOBODY = {
  credentialId: 'a'.repeat(43),
  clientDataJSON: 'e30',
  authenticatorData: 'SZYN',
  signature: 'MEUC',
};

/** A request in which nothing is wrong, to a route that needs the database. */
export interface Probe {
  /** As in the OpenAPI document. */
  route: string;
  body?: object;
}

/** Routes that answer without the database; the last one because nothing is open in this browser. */
const WITHOUT_DATABASE = [
  'GET /api/openapi.json',
  'GET /.well-known/change-password',
  'GET /api/public-contact',
  'DELETE /api/passkey-step',
];

/**
 * A probe for every documented route that needs the database. One that asks who is signed in does so before it looks at
 * anything else: an empty body will do.
 */
export function probesOf(openapi: string): Probe[] {
  const { paths } = JSON.parse(openapi) as { paths: Record<string, object> };
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const needing = routes.filter((route) => !WITHOUT_DATABASE.includes(route));
  return needing.map((route) => OPEN_TO_ALL.find((probe) => probe.route === route) ?? probeOf(route));
}

function probeOf(route: string): Probe {
  return /^(POST|PUT|PATCH) /.test(route) ? { route, body: {} } : { route };
}

/** Those that look at what was sent first. */
const OPEN_TO_ALL: Probe[] = [
  { route: 'GET /api/session' },
  { route: 'DELETE /api/session' },
  { route: 'GET /api/session/devices' },
  { route: 'DELETE /api/session/devices' },
  { route: 'DELETE /api/session/devices/{id}' },
  { route: 'GET /api/customers/me' },
  { route: 'POST /api/customers/me/changes-acknowledgement', body: {} },
  { route: 'GET /api/credential' },
  { route: 'GET /api/pin-run' },
  { route: 'GET /api/pin-run/progress' },
  { route: 'DELETE /api/pin-run' },
  { route: 'POST /api/sessions', body: { loginId: 'dare@gmail.com', password: 'midori-no-kaze-2026' } },
  { route: 'POST /api/session/extension', body: {} },
  { route: 'POST /api/session/step-up', body: { password: 'midori-no-kaze-2026' } },
  { route: 'POST /api/login-id-resets', body: { customerId: '01058734', phone: '090-1111-2770' } },
  { route: 'POST /api/password-resets', body: { email: 'dare@gmail.com', phone: '090-1111-2770' } },
  { route: 'POST /api/login-id-changes', body: {} },
  { route: 'POST /api/password-changes', body: {} },
  { route: 'POST /api/pin-run/pin', body: { destinationId: 'destination' } },
  { route: 'POST /api/pin-run/work', body: {} },
  { route: 'POST /api/login-id-resets/completion', body: { code: '123456', email: 'dare@gmail.com' } },
  { route: 'POST /api/password-resets/completion', body: { code: '123456' } },
  { route: 'POST /api/login-id-changes/completion', body: { code: '123456', email: 'dare@gmail.com' } },
  { route: 'POST /api/password-changes/completion', body: { code: '123456', password: NEW_PASSWORD } },
  { route: 'POST /api/mail-links/inspection', body: { token: TOKEN_OF_NOBODY } },
  { route: 'POST /api/mail-links/login-id', body: { token: TOKEN_OF_NOBODY } },
  { route: 'POST /api/mail-links/password', body: { token: TOKEN_OF_NOBODY, password: NEW_PASSWORD } },
  { route: 'POST /api/mail-links/not-me', body: { token: TOKEN_OF_NOBODY } },
  { route: 'POST /api/contact-change-links/inspection', body: { token: TOKEN_OF_NOBODY } },
  { route: 'POST /api/contact-change-links/approval', body: { token: TOKEN_OF_NOBODY } },
  { route: 'POST /api/contact-change-links/refusal', body: { token: TOKEN_OF_NOBODY } },
  { route: 'POST /api/passkey-sign-ins/options', body: {} },
  { route: 'POST /api/passkey-sign-ins', body: ASSERTION_OF_NOBODY },
  { route: 'POST /api/passkey-step/options', body: {} },
  { route: 'POST /api/passkey-step', body: ASSERTION_OF_NOBODY },
  { route: 'POST /api/passkey-step/recovery-code', body: { code: 'ABCD-EFGH-JKMN' } },
  { route: 'POST /api/consolidation/link', body: { token: TOKEN_OF_NOBODY } },
  { route: 'POST /api/consolidation/completion', body: { token: TOKEN_OF_NOBODY, password: NEW_PASSWORD } },
  { route: 'POST /api/webhooks/twilio/voice/{notificationId}' },
  { route: 'POST /api/webhooks/twilio/voice/{notificationId}/key' },
  { route: 'POST /api/webhooks/twilio/status/{notificationId}' },
];

const FORM = { AccountSid: ACCOUNT, CallSid: `CA${'0'.repeat(32)}`, CallStatus: 'ringing', Digits: '1' };

export async function send(person: Person, { route, body }: Probe): Promise<Answer> {
  const [method = '', template = ''] = route.split(' ');
  const path = template.replace(/\{\w+\}/g, NOBODY);
  if (!path.startsWith('/api/webhooks/')) return person.ask(method, path, body && JSON.stringify(body));
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': twilioSignature(TOKEN, person.origin + path, FORM),
  };
  return person.ask(method, path, new URLSearchParams(FORM).toString(), headers);
}
