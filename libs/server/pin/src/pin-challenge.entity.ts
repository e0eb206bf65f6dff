import type { PinPurpose, PinWork } from '@daiko/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { DecoyDestination } from './decoy/decoy-list.service';

/** One run of identity verification by PIN, from 確認 to the mail. The browser has only a cookie for it. */
@Entity('pin_challenge')
export class PinChallenge {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('bytea', { name: 'token_hash', unique: true })
  tokenHash: Buffer;

  @Column('text')
  purpose: PinPurpose;

  /** Null for a decoy, which goes through the same steps as a real run and never succeeds. */
  @Column('char', { name: 'customer_id', length: 8, nullable: true })
  customerId: string | null;

  /** Keyed hash of the typed pair; limits and decoys are derived from it. */
  @Column('bytea')
  subject: Buffer;

  /** Recovery is closed for this customer: the run shows the real list, but nothing is sent and nothing succeeds. */
  @Column('boolean', { default: false })
  muted: boolean;

  /**
   * A decoy's rows of 通知先選択, masked as they are shown, because the typed contacts are stored nowhere. A real run that
   * a stranger began has such a list too, so that it takes the same time, and never shows it.
   */
  @Column('jsonb', { nullable: true })
  decoys: DecoyDestination[] | null;

  @Column('text', { name: 'key_id' })
  keyId: string;

  /** The PIN is derived from it and stored nowhere. Null until the first PIN is issued; replaced at each issue. */
  @Column('bytea', { nullable: true })
  nonce: Buffer | null;

  @Column('smallint', { default: 0 })
  issues: number;

  /** Counted per run, not per PIN, so that issuing again does not allow more guesses. */
  @Column('smallint', { default: 0 })
  attempts: number;

  @Column('timestamptz', { name: 'opened_at', default: () => 'now()' })
  openedAt: Date;

  @Column('timestamptz', { name: 'ends_at' })
  endsAt: Date;

  @Column('timestamptz', { name: 'pin_expires_at', nullable: true })
  pinExpiresAt: Date | null;

  /** The work that was requested while many PINs are guessed; null once a solution was submitted. */
  @Column('jsonb', { nullable: true })
  work: PinWork | null;

  @Column('timestamptz', { name: 'work_until', nullable: true })
  workUntil: Date | null;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt: Date | null;

  @Column('uuid', { name: 'mail_notification_id', nullable: true })
  mailNotificationId: string | null;

  @Column('text', { name: 'mail_to_masked', nullable: true })
  mailToMasked: string | null;

  @Column('timestamptz', { name: 'mail_expires_at', nullable: true })
  mailExpiresAt: Date | null;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;
}
