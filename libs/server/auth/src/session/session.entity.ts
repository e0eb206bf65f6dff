import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A signed-in browser. Only the browser has the token; this table stores its hash. */
@Entity('session')
export class Session {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** SHA-256 of a token of 256 bits. That is enough, because the token cannot be guessed (ASVS 6.5.2). */
  @Column('bytea', { name: 'token_hash', unique: true })
  tokenHash: Buffer;

  @Column('char', { name: 'customer_id', length: 8 })
  customerId: string;

  @Column('text', { name: 'user_agent' })
  userAgent: string;

  /** Address of the sign-in; IPv6 as its /64. */
  @Column('inet')
  address: string;

  @Column('timestamptz', { name: 'signed_in_at', default: () => 'now()' })
  signedInAt: Date;

  @Column('timestamptz', { name: 'last_used_at', default: () => 'now()' })
  lastUsedAt: Date;

  /** The legacy login with which the user signed in. The session then works only for the consolidation. */
  @Column('uuid', { name: 'legacy_login_id', nullable: true })
  legacyLoginId: string | null;

  /** When the user last gave the password again in this session. */
  @Column('timestamptz', { name: 'stepped_up_at', nullable: true })
  steppedUpAt: Date | null;

  /** Until this time the user counts as proven by a passkey or a recovery code, and not only by the password. */
  @Column('timestamptz', { name: 'passkey_proof_ends_at', nullable: true })
  passkeyProofEndsAt: Date | null;

  /** The customer had not used this browser before. */
  @Column('boolean', { name: 'new_device', default: false })
  isNewDevice: boolean;

  /** Number of wrong passwords right before the sign-in; 0 when there were too few to report. */
  @Column('smallint', { name: 'failures_before', default: 0 })
  failuresBefore: number;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;
}
