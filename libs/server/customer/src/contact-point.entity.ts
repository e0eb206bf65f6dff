import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What a number of the Japanese numbering plan is, as far as a PIN is concerned. */
export type PhoneKind = 'landline' | 'mobile' | 'ip_phone' | 'unreachable_phone';
export type ContactKind = PhoneKind | 'email';

/** A phone or mail address on file: the only place that holds it whole. */
@Entity('contact_point')
export class ContactPoint {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('char', { name: 'customer_id', length: 8 })
  customerId: string;

  @Column('text')
  kind: ContactKind;

  /** E.164 or the folded address. */
  @Column('text')
  value: string;

  @Column('smallint', { default: 0 })
  priority: number;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;

  /** The last delivery failed for good. */
  @Column('timestamptz', { name: 'failed_at', nullable: true })
  failedAt: Date | null;

  /** A dealer changed it: until then no PIN goes there and it identifies nobody. */
  @Column('timestamptz', { name: 'held_until', nullable: true })
  heldUntil: Date | null;

  /** No longer the customer's; kept so that the last notice can still be sent there. */
  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
