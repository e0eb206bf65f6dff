import { Column, Entity, PrimaryColumn } from 'typeorm';

/** ログイン情報. Its key is the customer: one login each, and nothing can make it two. */
@Entity('credential')
export class Credential {
  @PrimaryColumn('char', { name: 'customer_id', length: 8 })
  customerId: string;

  /** A folded mail address that answered a mail, except while `invited`. */
  @Column('text', { name: 'login_id', unique: true })
  loginId: string;

  /** Argon2id with its parameters (PHC string); null until the first password is set. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash: string | null;

  @Column('timestamptz', { name: 'password_changed_at', nullable: true })
  passwordChangedAt: Date | null;

  @Column('text')
  state: 'invited' | 'active' | 'suspended';

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
