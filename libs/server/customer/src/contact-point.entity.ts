import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** The kinds of numbers in the Japanese numbering plan that matter for sending a PIN. */
export type PhoneKind = 'landline' | 'mobile' | 'ip_phone' | 'unreachable_phone';
export type ContactKind = PhoneKind | 'email';

/** A phone or mail address on file. No other table holds it in full. */
@Entity('contact_point')
export class ContactPoint {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('char', { name: 'customer_id', length: 8 })
  customerId: string;

  @Column('text')
  kind: ContactKind;

  /** Phone in E.164 or folded mail address. */
  @Column('text')
  value: string;

  @Column('smallint', { default: 0 })
  priority: number;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;

  /** When the last delivery failed permanently. */
  @Column('timestamptz', { name: 'failed_at', nullable: true })
  failedAt: Date | null;

  /** Set when a dealer changed the contact: until then no PIN goes there and it does not identify the customer. */
  @Column('timestamptz', { name: 'held_until', nullable: true })
  heldUntil: Date | null;

  /**
   * Since then it is no longer the customer's contact. The row is kept so that the last notice can still be sent
   * there.
   */
  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
