import { Column, Entity, PrimaryColumn } from 'typeorm';

/** お客様: a dealer, an agent, a member or an operator. お客様ID is the only id there is. */
@Entity('customer')
export class Customer {
  @PrimaryColumn('char', { name: 'customer_id', length: 8 })
  customerId: string;

  @Column('text')
  kind: 'personal' | 'corporate';

  /** As the user typed it; never folded. */
  @Column('text')
  name: string;

  @Column('text')
  kana: string;

  /** Name and kana in the form used for searches (searchKey). */
  @Column('text', { name: 'search_key' })
  searchKey: string;

  /** Seven digits. */
  @Column('text', { name: 'postal_code', nullable: true })
  postalCode: string | null;

  @Column('text', { nullable: true })
  address: string | null;

  @Column('text', { name: 'rank_code' })
  rankCode: string;

  @Column('text', { name: 'member_class_code' })
  memberClassCode: string;

  /** 上位店; null only for the head office. */
  @Column('char', { name: 'parent_customer_id', length: 8, nullable: true })
  parentCustomerId: string | null;

  /** お客様IDs from the root down to this customer, joined by dots. */
  @Column('ltree')
  path: string;

  /** 登録番号, `T` and 13 digits. */
  @Column('text', { name: 'registration_number', nullable: true })
  registrationNumber: string | null;

  /** `1960-04-01`; only for a person. */
  @Column('date', { nullable: true })
  birthday: string | null;

  /** 代表者; only for a company. */
  @Column('text', { nullable: true })
  representative: string | null;

  /** When the customer confirmed having read the four changes of the announcement. */
  @Column('timestamptz', { name: 'changes_acknowledged_at', nullable: true })
  changesAcknowledgedAt: Date | null;

  @Column('timestamptz', { name: 'suspended_at', nullable: true })
  suspendedAt: Date | null;

  /** Set by それは私ではありません; a person has to open recovery again. */
  @Column('timestamptz', { name: 'recovery_frozen_at', nullable: true })
  recoveryFrozenAt: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
