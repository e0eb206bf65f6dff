import * as z from 'zod';
import { typed } from '../readers/fields';
import { MESSAGE_KINDS } from './message-kind';
import { LOG_PERIODS, readOutageReason } from './operations';
import { channel, failureReason } from '../pin/pin-run.contract';

/** 運用: what operators see and do. None of it contains a PIN, a link, or a whole phone number or address. */
export const messageKind = z.enum(MESSAGE_KINDS);

/** The state in the row of a message. `expired`: its deadline passed before any provider accepted it. */
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

/** 停止する: the channel disappears from 通知先選択, and every user who asks for a PIN reads the reason. */
export const openOutageRequest = z.strictObject({ channel, reason: typed(readOutageReason) });
export type OpenOutageRequest = z.infer<typeof openOutageRequest>;

/** A channel that is switched off, as operators see it. */
export const outage = z.strictObject({
  reason: z.string(),
  since: z.iso.datetime(),
  /** お客様名 of the operator who switched it off. */
  by: z.string(),
});
export type Outage = z.infer<typeof outage>;

const seconds = z.number().nonnegative();

/**
 * Finished messages of the last hour: how many there are, and how many of them arrived (for mail: were handed over).
 */
const tally = { over: z.int(), succeeded: z.int() };

export const channelHealth = z.strictObject({
  channel,
  /** Messages of the last hour, including those still on their way. */
  messages: z.int(),
  ...tally,
  /** The providers that carry the messages, with the share of each. */
  providers: z.array(z.strictObject({ slot: z.enum(['first', 'second']), ...tally })),
  /** The last hour in 12 steps of 5 minutes, oldest step first. */
  trend: z.array(z.strictObject(tally)),
  /**
   * Time from the request to the arrival: median and 95th percentile of the last hour; null if there were no
   * messages.
   */
  p50Seconds: seconds.nullable(),
  p95Seconds: seconds.nullable(),
  waiting: z.int(),
  oldestWaitingSeconds: seconds.nullable(),
  /** Only for PINs. When it is above 30, a PIN is late. */
  oldestPinSeconds: seconds.nullable(),
  outage: outage.nullable(),
});
export type ChannelHealth = z.infer<typeof channelHealth>;

/**
 * What an alarm is about; it never contains a whole number or address. `provider`: `first` or `second`. `block`: the
 * beginning of the numbers, `+81900007`. `dealer`: the customers directly below this お客様ID. `address`: a mark that
 * stands for an address, not the address itself. `key`: the id of the key. `all`: everything together.
 */
export const alarmSubject = z.strictObject({
  scope: z.enum(['provider', 'block', 'dealer', 'address', 'key', 'all']),
  id: z.string(),
});
export type AlarmSubject = z.infer<typeof alarmSubject>;

/**
 * A problem that a person has to look at. `pin_late`: a PIN has been waiting for more than 30 s. `delivery.late`:
 * other messages have been waiting too long. `provider.open`: a provider fails and is not used for now.
 * `budget.spent`: the budget of a day is used up. `pepper.missing`: logins need a key that was removed from
 * PEPPER_KEYS. `pin.guessing`: there are many wrong PINs over all customers. `sign_in.spraying`: there are wrong
 * passwords at many accounts, from one address or in total. `import.unforeseen`: the database refused a row of an
 * import that had been checked as good.
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
  /** What the alarm is about besides the channel; null if the channel says it all. */
  subject: alarmSubject.nullable(),
  since: z.iso.datetime(),
  /** For `pin_late`: how long the oldest PIN has been waiting. */
  seconds: seconds.nullable(),
});
export type Alarm = z.infer<typeof alarm>;

/** いまの状況. Decoys, which are sent nowhere, are not counted in any number. */
export const deliveryOverview = z.strictObject({
  now: z.iso.datetime(),
  waiting: z.int(),
  oldestWaitingSeconds: seconds.nullable(),
  sending: z.int(),
  /** Failed messages of the last 15 minutes. */
  failed: z.int(),
  failedByChannel: z.array(z.strictObject({ channel, failed: z.int() })),
  /** Time of a PIN from issue to arrival, over all channels, in the last hour. */
  pinP50Seconds: seconds.nullable(),
  pinP95Seconds: seconds.nullable(),
  /** Number of runs of the last 24 hours that ended with five wrong PINs. */
  lockOuts: z.int(),
  channels: z.array(channelHealth),
  alarms: z.array(alarm),
});
export type DeliveryOverview = z.infer<typeof deliveryOverview>;

/** Groups of states by which the list can be filtered. */
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
  /** `next` of the previous page. */
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
  /** Masked as in 通知先選択; null if the address is no longer on file. */
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
  /** Counts for the same period, channel and kind; the chosen group does not narrow them. */
  counts: z.strictObject({ all: z.int(), failed: z.int(), waiting: z.int() }),
  notifications: z.array(loggedNotification),
  /** Value for the next page; null on the last page. */
  next: z.string().nullable(),
});
export type NotificationLog = z.infer<typeof notificationLog>;

/** What is wrong with the text of a message. The announcement's own texts are exempt where they say so. */
export const messageFault = z.enum([
  'sms_too_long',
  'subject_too_long',
  'voice_too_long',
  'deadline_missing',
  'secret_in_subject',
]);
export type MessageFault = z.infer<typeof messageFault>;

/** One message for one channel as it would be sent, filled with sample data that belongs to no customer. */
export const messagePreview = z.strictObject({
  kind: messageKind,
  channel,
  /** Only for mails. */
  subject: z.string().nullable(),
  text: z.string(),
  /** What a phone call says, in order: sentences, and pauses in seconds. */
  spoken: z.array(z.union([z.strictObject({ say: z.string() }), z.strictObject({ pause: z.number() })])),
  /** Length of the text; line breaks are counted. */
  characters: z.int(),
  /** Number of parts for which an SMS is charged; null for other channels. */
  segments: z.int().nullable(),
  faults: z.array(messageFault),
  /** Faults that are already in the announcement's own text, which is sent character for character. */
  announced: z.array(messageFault),
});
export type MessagePreview = z.infer<typeof messagePreview>;
export const messagePreviewList = z.strictObject({ previews: z.array(messagePreview) });
export type MessagePreviewList = z.infer<typeof messagePreviewList>;
