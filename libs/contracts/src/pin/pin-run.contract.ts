import * as z from 'zod';
import { CHANNELS } from '../readers/channel';

export const channel = z.enum(CHANNELS);

/** What an identity verification is done for. */
export const PIN_PURPOSES = [
  'login_id_reset',
  'password_reset',
  'login_id_change',
  'password_change',
] as const;
export const pinPurpose = z.enum(PIN_PURPOSES);
export type PinPurpose = z.infer<typeof pinPurpose>;

/**
 * One row of 通知先選択: `label` as printed, e.g. `***-****-*770 (ショートメッセージ)`. `id` is opaque and is valid only in this
 * run.
 */
export const maskedDestination = z.strictObject({
  id: z.string(),
  channel,
  label: z.string(),
  /** Seconds until a PIN may be sent there (again); 0 if it may be sent now. */
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

/** The reasons why a message did not arrive. For each one the client has a sentence that says what to do. */
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

/** What is known about one message. The newest state is the most important one. Times are those of the server. */
export const delivery = z.strictObject({
  state: deliveryState,
  reason: failureReason.nullable(),
  /** The steps that the message has passed, oldest first, with the time of each step. */
  steps: z.array(z.strictObject({ state: deliveryState, at: z.iso.datetime() })),
});
export type Delivery = z.infer<typeof delivery>;

/**
 * The state of a run. `choosing`: the user has to choose in 通知先選択. `waiting`: a PIN was sent and has to be entered.
 * `expired`: the 15 minutes of the PIN are over and the user has to choose again. `locked`: there were five wrong
 * PINs, so the user has to start again. `mail_sent`: the PIN was right and the mail is on its way. `done`: the change
 * is made. `ended`: 30 minutes are over, or a newer run replaced this one.
 */
export const pinRunState = z.enum(['choosing', 'waiting', 'expired', 'locked', 'mail_sent', 'done', 'ended']);
export type PinRunState = z.infer<typeof pinRunState>;

export const pinRun = z.strictObject({
  purpose: pinPurpose,
  state: pinRunState,
  now: z.iso.datetime(),
  /** Thirty minutes after 確認, in every case. */
  endsAt: z.iso.datetime(),
  destinations: z.array(maskedDestination),
  /** Numbers from which 自動音声 may call, as printed: `050-1234-5678`; with + if they are not Japanese. */
  callers: z.array(z.string()),
  /** Domain of the sender of every mail, which the user has to allow before a PIN is sent by mail. */
  mailDomain: z.string(),
  /** Channels that operators switched off, with the reason. They are missing in `destinations` for every user. */
  outages: z.array(z.strictObject({ channel, reason: z.string() })),
  attemptsLeft: z.int(),
  sendsLeft: z.int(),
  /** The PIN that has to be entered; null before the first PIN. */
  pin: z
    .strictObject({
      destinationId: z.string(),
      channel,
      /**
       * The label of its destination. It is also given if the channel has disappeared from `destinations` since then.
       */
      sentTo: z.string(),
      expiresAt: z.iso.datetime(),
      /** 照合番号, `K7-402`: shown on the page and below the text of the mail. */
      reference: z.string(),
      /** How many PINs were issued in this run. If it is more than 1, the older PINs are no longer valid. */
      issues: z.int(),
      delivery,
    })
    .nullable(),
  /** The mail with the link; null until the right PIN is entered. */
  mail: z
    .strictObject({
      sentTo: z.string(),
      expiresAt: z.iso.datetime(),
      reference: z.string(),
      delivery,
    })
    .nullable(),
  /**
   * Work has to be sent with the PIN (`POST /api/pin-run/work`), because many PINs are being guessed at the moment.
   * It does not depend on which customer is the target.
   */
  workRequired: z.boolean(),
  /**
   * Null while recovery is open. `until` is the time until which recovery is closed after too many failures; if
   * `until` is null, a person has to reopen it.
   */
  closure: z.strictObject({ until: z.iso.datetime().nullable() }).nullable(),
});
export type PinRun = z.infer<typeof pinRun>;

export const issuePinRequest = z.strictObject({
  destinationId: z.string().min(1, 'field.required').max(64, 'field.malformed'),
});
export type IssuePinRequest = z.infer<typeof issuePinRequest>;

/** What the stream of a run sends whenever something changes. */
export const pinRunProgress = pinRun;
