import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/**
 * A passkey of a customer's one login. The private key never leaves the device; this table stores the public key,
 * which checks its signatures.
 */
@Entity('passkey')
export class Passkey {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('char', { name: 'customer_id', length: 8 })
  customerId: string;

  /** 1 to 10, so there are at most ten. */
  @Column('smallint')
  place: number;

  /** In base64url, as browsers write it. */
  @Column('text', { name: 'credential_id', unique: true })
  credentialId: string;

  /** In COSE format. */
  @Column('bytea', { name: 'public_key' })
  publicKey: Buffer;

  /** Number of signatures so far, as the device counts them; always 0 if the device does not count. */
  @Column('bigint')
  counter: string;

  @Column('text', { array: true })
  transports: string[];

  @Column('text', { name: 'device_type' })
  deviceType: 'singleDevice' | 'multiDevice';

  /** Whether the maker's account has a copy. */
  @Column('boolean', { name: 'backed_up' })
  backedUp: boolean;

  /** The name that the customer gave it. */
  @Column('text')
  name: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt: Date | null;

  /** When それは私ではありません was reported for it. It no longer works, and the password alone does not work either. */
  @Column('timestamptz', { name: 'held_at', nullable: true })
  heldAt: Date | null;
}
