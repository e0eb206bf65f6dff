import * as z from 'zod';
import { typed } from '../readers/fields';
import { MESSAGE_KINDS } from './message-kind';
import { LOG_PERIODS, readOutageReason } from './operations';
import { channel, failureReason } from '../pin/pin-run.contract';

/** 運用: what operators see and do. No PIN, no link, no whole phone or address in any of it. */
export const messageKind = z.enum(MESSAGE_KINDS);

/** What a message's row says; `expired`: its deadline passed before any provider took it. */
export const NOTIFICATION_STATES = [
  'pending',
  'sending',
  'retry',
  'sent',
  'delivered',
  'failed',
  'expired',
] as const;
export const notificationState = z.enum(NOTIFICATION_STATES);

/** 停止する: the channel leaves 通知先選択, and everybody who asks for a PIN reads why. */
export const openOutageRequest = z.strictObject({ channel, reason: typed(readOutageReason) });
export type OpenOutageRequest = z.infer<typeof openOutageRequest>;

/** A channel that is out, as operators see it. */
export const outage = z.strictObject({
  reason: z.string(),
  since: z.iso.datetime(),
  /** お客様名 of the operator who switched it off. */
  by: z.string(),
});
export type Outage = z.infer<typeof outage>;

const seconds = z.number().nonnegative();

/** Messages of the last hour that are over: how many, and how many of them arrived (mail: were handed over). */
const tally = { over: z.int(), succeeded: z.int() };

export const channelHealth = z.strictObject({
  channel,
  /** Messages of the last hour, also those still under way. */
  messages: z.int(),
  ...tally,
  /** Who carries the messages, with the share of each. */
  providers: z.array(z.strictObject({ slot: z.enum(['first', 'second']), ...tally })),
  /** The last hour in 12 steps of 5 minutes, oldest first. */
  trend: z.array(z.strictObject(tally)),
  /** From the request to the arrival, half and 95 % of the last hour's; null when there were none. */
  p50Seconds: seconds.nullable(),
  p95Seconds: seconds.nullable(),
  waiting: z.int(),
  oldestWaitingSeconds: seconds.nullable(),
  /** Of PINs alone: above 30 one is late. */
  oldestPinSeconds: seconds.nullable(),
  outage: outage.nullable(),
});
export type ChannelHealth = z.infer<typeof channelHealth>;

/**
 * What an alarm is about; never a whole number or address. `provider`: `first` or `second`. `block`: the beginning of the
 * numbers, `+81900007`. `dealer`: the customers right below this お客様ID. `address`: a mark of one, not the address.
 * `key`: its id. `all`: everything together.
 */
export const alarmSubject = z.strictObject({
  scope: z.enum(['provider', 'block', 'dealer', 'address', 'key', 'all']),
  id: z.string(),
});
export type AlarmSubject = z.infer<typeof alarmSubject>;

/**
 * Something that a person has to look at. `pin_late`: a PIN has been waiting for more than 30 s. `delivery.late`: other
 * messages have. `provider.open`: a provider fails and is left alone. `budget.spent`: a day's budget is used up.
 * `pepper.missing`: logins need a key that was taken out of PEPPER_KEYS. `pin.guessing`: many wrong PINs over all customers.
 * `sign_in.spraying`: wrong passwords at many accounts, of one address or over all.
 * `import.unforeseen`: the database refused a row of an import that was judged good.
 */
export const alarm = z.strictObject({
  code: z.enum([
    'pin_late',
    'delivery.late',
    'provider.open',
    'budget.spent',
    'pepper.missing',
    'pin.guessing',
    'sign_in.spraying',
    'import.unforeseen',
  ]),
  channel: channel.nullable(),
  /** What it is about beside the channel; null where the channel says it all. */
  subject: alarmSubject.nullable(),
  since: z.iso.datetime(),
  /** For `pin_late`, how long the oldest has waited. */
  seconds: seconds.nullable(),
});
export type Alarm = z.infer<typeof alarm>;

/** いまの状況. Decoys, which go nowhere, are not counted anywhere. */
export const deliveryOverview = z.strictObject({
  now: z.iso.datetime(),
  waiting: z.int(),
  oldestWaitingSeconds: seconds.nullable(),
  sending: z.int(),
  /** Of the last 15 minutes. */
  failed: z.int(),
  failedByChannel: z.array(z.strictObject({ channel, failed: z.int() })),
  /** PIN, from issue to arrival, over all channels, of the last hour. */
  pinP50Seconds: seconds.nullable(),
  pinP95Seconds: seconds.nullable(),
  /** Runs that ended with five wrong PINs, of the last 24 hours. */
  lockOuts: z.int(),
  channels: z.array(channelHealth),
  alarms: z.array(alarm),
});
export type DeliveryOverview = z.infer<typeof deliveryOverview>;

/** Groups of states that the list can be narrowed to. */
export const LOG_GROUPS = {
  failed: ['failed', 'expired'],
  waiting: ['pending', 'sending', 'retry'],
} as const;
export type LogGroup = keyof typeof LOG_GROUPS;

export const notificationLogQuery = z.strictObject({
  group: z.enum(['failed', 'waiting']).optional(),
  channel: channel.optional(),
  kind: messageKind.optional(),
  period: z.enum(LOG_PERIODS).default('day'),
  /** `next` of the page before. */
  after: z
    .string()
    .regex(/^\d{1,17}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'field.malformed')
    .optional(),
});
export type NotificationLogQuery = z.infer<typeof notificationLogQuery>;

export const loggedNotification = z.strictObject({
  id: z.uuid(),
  at: z.iso.datetime(),
  channel,
  /** As in 通知先選択; null when the address is no longer on file. */
  target: z.string().nullable(),
  kind: messageKind,
  reference: z.string(),
  state: notificationState,
  attempts: z.int(),
  failure: failureReason.nullable(),
  providerCode: z.string().nullable(),
  mayResend: z.boolean(),
});
export type LoggedNotification = z.infer<typeof loggedNotification>;

export const notificationLog = z.strictObject({
  /** Of the same period, channel and kind, whatever the group. */
  counts: z.strictObject({ all: z.int(), failed: z.int(), waiting: z.int() }),
  notifications: z.array(loggedNotification),
  /** For the next page; null on the last. */
  next: z.string().nullable(),
});
export type NotificationLog = z.infer<typeof notificationLog>;

/** What is wrong with a message's text; the announcement's own texts are exempt where they say so. */
export const messageFault = z.enum([
  'sms_too_long',
  'subject_too_long',
  'voice_too_long',
  'deadline_missing',
  'secret_in_subject',
]);
export type MessageFault = z.infer<typeof messageFault>;

/** One message by one channel, as it goes out, with facts that are nobody's. */
export const messagePreview = z.strictObject({
  kind: messageKind,
  channel,
  /** Of mails alone. */
  subject: z.string().nullable(),
  text: z.string(),
  /** What a call says, in order: sentences, and pauses in seconds. */
  spoken: z.array(z.union([z.strictObject({ say: z.string() }), z.strictObject({ pause: z.number() })])),
  /** Of the text; line breaks count. */
  characters: z.int(),
  /** Parts that an SMS is charged as; null for other channels. */
  segments: z.int().nullable(),
  faults: z.array(messageFault),
  /** Faults that the announcement's own text has: it is sent character for character. */
  announced: z.array(messageFault),
});
export type MessagePreview = z.infer<typeof messagePreview>;
export const messagePreviewList = z.strictObject({ previews: z.array(messagePreview) });
export type MessagePreviewList = z.infer<typeof messagePreviewList>;
