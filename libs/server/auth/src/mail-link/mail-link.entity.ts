import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type MailLinkPurpose = 'login_id' | 'password' | 'setup' | 'consolidation' | 'contact_change';

/** One mailed link. Its token is derived from id and nonce when the mail is written; only its hash is stored. */
@Entity('mail_link')
export class MailLink {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('text')
  purpose: MailLinkPurpose;

  @Column('char', { name: 'customer_id', length: 8 })
  customerId: string;

  @Column('uuid', { name: 'challenge_id', nullable: true })
  challengeId: string | null;

  /** The address that has to answer; only for `login_id` and `setup`. */
  @Column('text', { nullable: true })
  email: string | null;

  /** For `contact_change`: the request about which the customer is asked. */
  @Column('uuid', { name: 'contact_change_request_id', nullable: true })
  contactChangeRequestId: string | null;

  /** For `contact_change`: the confirmed address to which the link was sent. */
  @Column('uuid', { name: 'contact_point_id', nullable: true })
  contactPointId: string | null;

  @Column('text', { name: 'key_id' })
  keyId: string;

  @Column('bytea')
  nonce: Buffer;

  @Column('bytea', { name: 'token_hash', unique: true })
  tokenHash: Buffer;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt: Date | null;

  /** When a newer link replaced it, or a change of login information ended it. */
  @Column('timestamptz', { name: 'superseded_at', nullable: true })
  supersededAt: Date | null;
}
