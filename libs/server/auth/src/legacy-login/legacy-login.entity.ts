import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/**
 * A login of the old system; a customer may have several. Its password opens only the page that consolidates them
 * into the one login.
 */
@Entity('legacy_login')
export class LegacyLogin {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('char', { name: 'customer_id', length: 8 })
  customerId: string;

  /** As the old system shows it; usually not a mail address. */
  @Column('text', { name: 'login_id' })
  loginId: string;

  /** In the folded form that the sign-in compares. */
  @Column('text', { name: 'folded_login_id' })
  foldedLoginId: string;

  /**
   * Hash in a format of the old system; it is deleted at the first right password. When both hashes are null, no user
   * can sign in with this login.
   */
  @Column('text', { name: 'foreign_hash', nullable: true })
  foreignHash: string | null;

  /** Argon2id hash with its parameters; set at the first right password. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash: string | null;

  /** 利用者名: the person on the customer's side who uses it. */
  @Column('text', { name: 'user_name', nullable: true })
  userName: string | null;

  /** 作成日, as the old system has it. */
  @Column('timestamptz', { name: 'created_at', nullable: true })
  createdAt: Date | null;

  /** 最終ログイン, in the old system or in this one. */
  @Column('timestamptz', { name: 'last_signed_in_at', nullable: true })
  lastSignedInAt: Date | null;

  @Column('timestamptz', { name: 'suspended_at', nullable: true })
  suspendedAt: Date | null;

  @Column('timestamptz', { name: 'imported_at', default: () => 'now()' })
  importedAt: Date;

  /** The consolidation that retired it; undoing the consolidation makes the login usable again. */
  @Column('uuid', { name: 'consolidation_id', nullable: true })
  consolidationId: string | null;

  /**
   * When it was retired. Since then it gives no access; it only shows, to a user who knows its password, which login
   * replaced it.
   */
  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt: Date | null;
}
