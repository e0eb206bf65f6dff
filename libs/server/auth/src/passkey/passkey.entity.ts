import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A passkey of a customer's one login. The private half never leaves the device; here is what its signatures are held against. */
@Entity('passkey')
export class PasskeyEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('char', { name: 'customer_id', length: 8 })
  customerId: string;

  /** 1 to 10: there is no eleventh. */
  @Column('smallint')
  place: number;

  /** As browsers write it, base64url. */
  @Column('text', { name: 'credential_id', unique: true })
  credentialId: string;

  /** COSE. */
  @Column('bytea', { name: 'public_key' })
  publicKey: Buffer;

  /** Signatures so far, as the device counts them; 0 for ever where it does not. */
  @Column('bigint')
  counter: string;

  @Column('text', { array: true })
  transports: string[];

  @Column('text', { name: 'device_type' })
  deviceType: 'singleDevice' | 'multiDevice';

  /** The maker's account has a copy. */
  @Column('boolean', { name: 'backed_up' })
  backedUp: boolean;

  /** What the customer calls it. */
  @Column('text')
  name: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt: Date | null;

  /** それは私ではありません was said of it. It opens nothing any more, and a password alone does not, either. */
  @Column('timestamptz', { name: 'held_at', nullable: true })
  heldAt: Date | null;
}
