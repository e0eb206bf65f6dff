import * as z from 'zod';
import { FIELD_ERROR_CODES } from './reading';

/** Every error the API can answer with, and its HTTP status. Each has a Japanese text in the client. */
export const ERROR_STATUS = {
  'request.invalid': 400,
  'request.malformed': 400,
  'request.too_large': 413,
  'request.wrong_type': 415,
  'request.cross_site': 403,
  'route.unknown': 404,
  'method.not_allowed': 405,
  'session.absent': 401,
  'session.ended': 401,
  'session.step_up_required': 403,
  'session.dealer_required': 403,
  'session.consolidation_required': 403,
  'session.operator_required': 403,
  'sign_in.refused': 401,
  'sign_in.suspended': 401,
  'sign_in.retired': 401,
  'sign_in.passkey_required': 401,
  'passkey.refused': 401,
  'passkey.expired': 409,
  'passkey.known': 409,
  'passkey.too_many': 409,
  'passkey.unknown': 404,
  'passkey.step_over': 401,
  'rate_limit.exceeded': 429,
  'customer.unknown': 404,
  'customer.suspended': 409,
  'registration.key_reused': 409,
  'postal_code.unknown': 404,
  'login.already_registered': 409,
  'login.changed_meanwhile': 409,
  'login.confirmed': 409,
  'login.absent': 409,
  'contact.unknown': 404,
  'contact.on_file': 409,
  'contact.is_login_id': 409,
  'contact.change_waiting': 409,
  'contact_change.unknown': 404,
  'contact_change.decided': 409,
  'contact_change.own': 403,
  'move.cycle': 422,
  'move.unchanged': 422,
  'move.no_dealer': 422,
  'pin_run.absent': 404,
  'pin_run.ended': 409,
  'pin_run.wrong_step': 409,
  'pin_run.other_purpose': 409,
  'pin.not_issued': 409,
  'pin.mismatch': 422,
  'pin.expired': 409,
  'pin.superseded': 409,
  'pin.locked': 409,
  'pin.used': 409,
  'pin.work_required': 409,
  'pin.resend_too_soon': 429,
  'pin.sends_exhausted': 429,
  'destination.unknown': 422,
  'destination.exhausted': 429,
  'destination.outage': 409,
  'recovery.closed': 429,
  'mail_link.unknown': 404,
  'mail_link.expired': 410,
  'mail_link.used': 410,
  'mail_link.superseded': 410,
  'login_id.unchanged': 422,
  'notification.unknown': 404,
  'notification.not_resendable': 409,
  'outage.open': 409,
  'outage.unknown': 404,
  'consolidation.unneeded': 409,
  'consolidation.unfit': 422,
  'consolidation.unknown': 404,
  'consolidation.final': 409,
  'consolidation.address_taken': 409,
  'import.under_way': 409,
  'import.upload_open': 409,
  'import.unknown': 404,
  'import.incomplete': 409,
  'webhook.unsigned': 403,
  'service.unavailable': 503,
  'service.failed': 500,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;
export const ERROR_CODES = Object.keys(ERROR_STATUS) as ErrorCode[];

/** One refused field: `path` as in the request (`phone`), `code` for the text beside it. */
export const fieldProblem = z.strictObject({ path: z.string(), code: z.enum(FIELD_ERROR_CODES) });
export type FieldProblem = z.infer<typeof fieldProblem>;

/** `application/problem+json` (RFC 9457). `instance` is the id under which the log knows the occurrence. */
export const problem = z.strictObject({
  status: z.int(),
  code: z.enum(ERROR_CODES),
  instance: z.string(),
  errors: z.array(fieldProblem).optional(),
  /** Seconds until the same request may succeed; also sent as `Retry-After`. */
  retryAfterSeconds: z.int().optional(),
  /** Wrong PINs that are still allowed in this run. */
  attemptsLeft: z.int().optional(),
  /** The login that took the place of a retired one, `ka*****@gmail.com`. */
  loginIdMasked: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;
