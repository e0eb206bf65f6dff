import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/**
 * A login of the old system, several per customer. Its password still opens one door: to the page that makes the
 * several one.
 */
@Entity('legacy_login')
export class LegacyLogin {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('char', { name: 'customer_id', length: 8 })
  customerId: string;

  /** As the old system shows it; mostly no mail address. */
  @Column('text', { name: 'login_id' })
  loginId: string;

  /** As it is compared at sign-in. */
  @Column('text', { name: 'folded_login_id' })
  foldedLoginId: string;

  /** In a format of the old system; gone at the first right password. Both hashes null: nobody can sign in with it. */
  @Column('text', { name: 'foreign_hash', nullable: true })
  foreignHash: string | null;

  /** Argon2id with its parameters; from the first right password on. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash: string | null;

  /** 利用者名: who of the customer's people uses it. */
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

  /** By which consolidation it ended; an undone one gives it back. */
  @Column('uuid', { name: 'consolidation_id', nullable: true })
  consolidationId: string | null;

  /** From here on it opens nothing; it only says, to those who know its password, which login took its place. */
  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt: Date | null;
}
