import { Column, Entity, PrimaryColumn } from 'typeorm';

/** ログイン情報. Its key is the customer: one login each, and nothing can make it two. */
@Entity('credential')
export class Credential {
  @PrimaryColumn('char', { name: 'customer_id', length: 8 })
  customerId: string;

  /**
   * A folded mail address. It is nobody else's once it has answered a mail; until then it is only asked, and others may
   * be asked at it, too.
   */
  @Column('text', { name: 'login_id' })
  loginId: string;

  /** Argon2id with its parameters (PHC string); null until the first password is set. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash: string | null;

  @Column('timestamptz', { name: 'password_changed_at', nullable: true })
  passwordChangedAt: Date | null;

  @Column('text')
  state: 'invited' | 'active' | 'suspended';

  /** When the address answered a mail; null: it is only asked yet. */
  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;

  /** Rises with each registration, correction and mail of the dealer's; what a dealer changes is named by it. */
  @Column('integer', { name: 'setup_version', default: 0 })
  setupVersion: number;

  /** The dealer who registered or corrected the address last. */
  @Column('char', { name: 'setup_requested_by', length: 8, nullable: true })
  setupRequestedBy: string | null;

  /** The last mail that went out for it. */
  @Column('uuid', { name: 'setup_notification_id', nullable: true })
  setupNotificationId: string | null;

  /** That mail was refused for good: メール不達. */
  @Column('timestamptz', { name: 'undelivered_at', nullable: true })
  undeliveredAt: Date | null;

  /** When it was first signed in with a browser that is known again; null: never. */
  @Column('timestamptz', { name: 'devices_since', nullable: true })
  devicesSince: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
