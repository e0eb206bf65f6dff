import { MESSAGE_KINDS, type Channel, type FailureReason, type MessageKind } from '@daiko/contracts';
import type { SlotName } from '../channel/slot';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** The purposes of messages. Each has its Japanese texts in a file in `template/`, and its name in the contracts. */
export const TEMPLATES = MESSAGE_KINDS;
export type Template = MessageKind;

/** `retry`: the message waits for its next attempt. `expired`: its deadline passed before any provider took it. */
export type NotificationState = 'pending' | 'sending' | 'retry' | 'sent' | 'delivered' | 'failed' | 'expired';

/**
 * One message to one destination: outbox row and delivery history in one. It contains no text, no PIN and no address;
 * the worker reads and derives them when it sends the message. The row is only written by single statements, never by
 * saving this object.
 */
@Entity('notification')
export class Notification {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('text')
  template: Template;

  @Column('text')
  channel: Channel;

  @Column('char', { name: 'customer_id', length: 8, nullable: true })
  customerId: string | null;

  /**
   * The customer that the message is about, if it is not the receiver: in a notice to a dealer, the customer below.
   */
  @Column('char', { name: 'about_customer_id', length: 8, nullable: true })
  aboutCustomerId: string | null;

  /** The contact that the message goes to. A PIN without one is a decoy, which goes nowhere. */
  @Column('uuid', { name: 'contact_point_id', nullable: true })
  contactPointId: string | null;

  @Column('uuid', { name: 'mail_link_id', nullable: true })
  mailLinkId: string | null;

  @Column('uuid', { name: 'challenge_id', nullable: true })
  challengeId: string | null;

  /** The sign-in that the message reports. */
  @Column('uuid', { name: 'session_id', nullable: true })
  sessionId: string | null;

  /** The row of 通知先選択. It has a meaning only within its run. */
  @Column('text', { name: 'destination_id', nullable: true })
  destinationId: string | null;

  /** Keyed hash of the destination, which limits count on. */
  @Column('bytea', { name: 'destination_key', nullable: true })
  destinationKey: Buffer | null;

  /** The key from which PIN, reference and not-me token are derived. */
  @Column('text', { name: 'key_id' })
  keyId: string;

  @Column('bytea', { nullable: true })
  nonce: Buffer | null;

  @Column('smallint', { name: 'pin_issue', nullable: true })
  pinIssue: number | null;

  /** 照合番号 */
  @Column('text')
  reference: string;

  @Column('text', { default: 'pending' })
  state: NotificationState;

  @Column('text', { nullable: true })
  failure: FailureReason | null;

  @Column('text', { name: 'provider_code', nullable: true })
  providerCode: string | null;

  @Column('text', { name: 'provider_id', nullable: true })
  providerId: string | null;

  /** The provider of the channel that had the message last. It is asked after an unknown outcome. */
  @Column('text', { name: 'provider_slot', nullable: true })
  providerSlot: SlotName | null;

  /** After this time the message is not handed to a provider and no PIN is spoken. */
  @Column('timestamptz', { name: 'not_after' })
  notAfter: Date;

  /** When それは私ではありません was first answered to this message. */
  @Column('timestamptz', { name: 'not_me_said_at', nullable: true })
  notMeSaidAt: Date | null;

  @Column('timestamptz', { name: 'due_at', default: () => 'now()' })
  dueAt: Date;

  @Column('smallint', { default: 0 })
  attempt: number;

  /** Increases with each claim. Only the claim that has the current value writes a result. */
  @Column('integer', { default: 0 })
  fence: number;

  /** Increases with each re-enqueue, because the queue ignores an ID that it has seen. */
  @Column('integer', { default: 0 })
  generation: number;

  @Column('timestamptz', { name: 'lease_until', nullable: true })
  leaseUntil: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  /** When the sweeper last put the message into the queue; null while only the dispatch after the commit did. */
  @Column('timestamptz', { name: 'enqueued_at', nullable: true })
  enqueuedAt: Date | null;

  @Column('timestamptz', { name: 'sending_at', nullable: true })
  sendingAt: Date | null;

  @Column('timestamptz', { name: 'sent_at', nullable: true })
  sentAt: Date | null;

  @Column('timestamptz', { name: 'ringing_at', nullable: true })
  ringingAt: Date | null;

  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt: Date | null;

  /** When the provider was last asked about the message because its reports were missing. */
  @Column('timestamptz', { name: 'followed_at', nullable: true })
  followedAt: Date | null;

  /** When the text of a call was handed to Twilio to be read out; null if it was never heard. */
  @Column('timestamptz', { name: 'spoken_at', nullable: true })
  spokenAt: Date | null;

  /** How often the text was said, including each repetition by a key. */
  @Column('smallint', { name: 'spoken_times', default: 0 })
  spokenTimes: number;

  /** When the provider supposed that a machine had answered the call. */
  @Column('timestamptz', { name: 'machine_at', nullable: true })
  machineAt: Date | null;

  @Column('timestamptz', { name: 'delivered_at', nullable: true })
  deliveredAt: Date | null;

  @Column('timestamptz', { name: 'failed_at', nullable: true })
  failedAt: Date | null;

  /** When an operator sent the message again, as another row. */
  @Column('timestamptz', { name: 'resent_at', nullable: true })
  resentAt: Date | null;
}
