import { Column, Entity, PrimaryColumn } from 'typeorm';

/** ログイン情報. The customer is the primary key, so a customer can never have two logins. */
@Entity('credential')
export class Credential {
  @PrimaryColumn('char', { name: 'customer_id', length: 8 })
  customerId: string;

  /**
   * A folded mail address. Once it has answered a mail, it belongs to this customer only. Until then it is only a
   * candidate, and other customers may have the same address as their candidate.
   */
  @Column('text', { name: 'login_id' })
  loginId: string;

  /** Argon2id hash with its parameters (PHC string); null until the first password is set. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash: string | null;

  @Column('timestamptz', { name: 'password_changed_at', nullable: true })
  passwordChangedAt: Date | null;

  @Column('text')
  state: 'invited' | 'active' | 'suspended';

  /** When the address answered a mail; null while it has not answered yet. */
  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;

  /**
   * It rises with each registration, correction and setup mail by a dealer. A dealer names it to say which version a
   * change replaces.
   */
  @Column('integer', { name: 'setup_version', default: 0 })
  setupVersion: number;

  /** The dealer who last registered or corrected the address. */
  @Column('char', { name: 'setup_requested_by', length: 8, nullable: true })
  setupRequestedBy: string | null;

  /** The last setup mail that was sent to the address. */
  @Column('uuid', { name: 'setup_notification_id', nullable: true })
  setupNotificationId: string | null;

  /** When that mail was finally refused: メール不達. */
  @Column('timestamptz', { name: 'undelivered_at', nullable: true })
  undeliveredAt: Date | null;

  /** When the login was first used in a browser that is recorded as known; null: never. */
  @Column('timestamptz', { name: 'devices_since', nullable: true })
  devicesSince: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
