import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A signed-in browser. The token is the browser's alone; here stands what it hashes to. */
@Entity('session')
export class SessionEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** SHA-256 of a token of 256 bits: enough for what cannot be guessed (ASVS 6.5.2). */
  @Column('bytea', { name: 'token_hash', unique: true })
  tokenHash: Buffer;

  @Column('char', { name: 'customer_id', length: 8 })
  customerId: string;

  @Column('text', { name: 'user_agent' })
  userAgent: string;

  /** Of the sign-in; IPv6 as its /64. */
  @Column('inet')
  address: string;

  @Column('timestamptz', { name: 'signed_in_at', default: () => 'now()' })
  signedInAt: Date;

  @Column('timestamptz', { name: 'last_used_at', default: () => 'now()' })
  lastUsedAt: Date;

  /** The legacy login that was signed in with: then the session is good for the consolidation alone. */
  @Column('uuid', { name: 'legacy_login_id', nullable: true })
  legacyLoginId: string | null;

  /** When the password was last asked for again in this session. */
  @Column('timestamptz', { name: 'stepped_up_at', nullable: true })
  steppedUpAt: Date | null;

  /** Until when a passkey or a recovery code, and not the password alone, speaks for who is signed in. */
  @Column('timestamptz', { name: 'passkey_proof_ends_at', nullable: true })
  passkeyProofEndsAt: Date | null;

  /** The browser had not been used by this customer before. */
  @Column('boolean', { name: 'new_device', default: false })
  isNewDevice: boolean;

  /** Wrong passwords right before the sign-in, when there were enough to tell of. */
  @Column('smallint', { name: 'failures_before', default: 0 })
  failuresBefore: number;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;
}
