import * as z from 'zod';
import { CHANNELS } from '../readers/channel';

export const channel = z.enum(CHANNELS);

/** What an identity verification is for. */
export const PIN_PURPOSES = [
  'login_id_reset',
  'password_reset',
  'login_id_change',
  'password_change',
] as const;
export const pinPurpose = z.enum(PIN_PURPOSES);
export type PinPurpose = z.infer<typeof pinPurpose>;

/**
 * One row of 通知先選択: `label` as printed, e.g. `***-****-*770 (ショートメッセージ)`.
 * `id` is opaque and means something in this run only.
 */
export const maskedDestination = z.strictObject({
  id: z.string(),
  channel,
  label: z.string(),
  /** Seconds until a PIN may be sent there (again); 0 when it may be now. */
  waitSeconds: z.int(),
});
export type MaskedDestination = z.infer<typeof maskedDestination>;

export const deliveryState = z.enum([
  'queued',
  'sending',
  'sent',
  'ringing',
  'answered',
  'delivered',
  'failed',
]);
export type DeliveryState = z.infer<typeof deliveryState>;

/** Why a message did not arrive; each has a sentence in the client that says what to do. */
export const FAILURE_REASONS = [
  'unreachable',
  'refused',
  'busy',
  'no_answer',
  'answering_machine',
  'mailbox_refused',
  'deadline_passed',
  'provider_failed',
] as const;
export const failureReason = z.enum(FAILURE_REASONS);
export type FailureReason = z.infer<typeof failureReason>;

/** What is known of one message, newest state first in importance; times are the server's. */
export const delivery = z.strictObject({
  state: deliveryState,
  reason: failureReason.nullable(),
  /** The steps passed, oldest first, with the time each was reached. */
  steps: z.array(z.strictObject({ state: deliveryState, at: z.iso.datetime() })),
});
export type Delivery = z.infer<typeof delivery>;

/**
 * Where a run stands. `choosing`: 通知先選択 is due. `waiting`: a PIN was sent, its input is due. `expired`: the PIN's
 * 15 minutes are over, choose again. `locked`: five wrong PINs, start anew. `mail_sent`: PIN right, the mail is under way.
 * `done`: the change is made. `ended`: 30 minutes are over or a newer run took its place.
 */
export const pinRunState = z.enum(['choosing', 'waiting', 'expired', 'locked', 'mail_sent', 'done', 'ended']);
export type PinRunState = z.infer<typeof pinRunState>;

export const pinRun = z.strictObject({
  purpose: pinPurpose,
  state: pinRunState,
  now: z.iso.datetime(),
  /** Thirty minutes after 確認, whatever happens. */
  endsAt: z.iso.datetime(),
  destinations: z.array(maskedDestination),
  /** Numbers that 自動音声 may call from, as printed: `050-1234-5678`; with + when they are not Japanese. */
  callers: z.array(z.string()),
  /** Domain of the sender of every mail, to be let in before a PIN goes there. */
  mailDomain: z.string(),
  /** Channels that operators switched off, with the reason: not in `destinations`, whoever asks. */
  outages: z.array(z.strictObject({ channel, reason: z.string() })),
  attemptsLeft: z.int(),
  sendsLeft: z.int(),
  /** The PIN that is awaited; null before the first. */
  pin: z
    .strictObject({
      destinationId: z.string(),
      channel,
      /** Its label, also when its channel has left `destinations` since. */
      sentTo: z.string(),
      expiresAt: z.iso.datetime(),
      /** 照合番号, `K7-402`: on the page and below the mail's text. */
      reference: z.string(),
      /** How often a PIN was issued in this run: above 1, older ones are void. */
      issues: z.int(),
      delivery,
    })
    .nullable(),
  /** The mail with the link; null until the PIN was right. */
  mail: z
    .strictObject({
      sentTo: z.string(),
      expiresAt: z.iso.datetime(),
      reference: z.string(),
      delivery,
    })
    .nullable(),
  /** Work is to be shown with the PIN (`POST /api/pin-run/work`): many are guessed at the moment, at whomever. */
  workRequired: z.boolean(),
  /** Null while recovery is open. After too many failures, until when it is closed; null there: until a person reopens it. */
  closure: z.strictObject({ until: z.iso.datetime().nullable() }).nullable(),
});
export type PinRun = z.infer<typeof pinRun>;

export const issuePinRequest = z.strictObject({
  destinationId: z.string().min(1, 'field.required').max(64, 'field.malformed'),
});
export type IssuePinRequest = z.infer<typeof issuePinRequest>;

/** What the stream of a run sends whenever something changed. */
export const pinRunProgress = pinRun;
