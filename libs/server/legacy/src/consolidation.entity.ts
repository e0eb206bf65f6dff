import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** One consolidation of several logins into one. It is done when the mailed link is used; an operator can undo it. */
@Entity('consolidation')
export class Consolidation {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('char', { name: 'customer_id', length: 8 })
  customerId: string;

  /** The login that the customer signed in with; null if it was the customer's one login. */
  @Column('uuid', { name: 'legacy_login_id', nullable: true })
  legacyLoginId: string | null;

  /** The mailed link that the consolidation waits for. Links are deleted earlier than this row. */
  @Column('uuid', { name: 'mail_link_id', nullable: true })
  mailLinkId: string | null;

  /**
   * The mail with the link, or the mail that notifies another customer of the attempt. Messages are deleted earlier
   * than this row.
   */
  @Column('uuid', { name: 'notification_id', nullable: true })
  notificationId: string | null;

  @Column('timestamptz', { name: 'requested_at', default: () => 'now()' })
  requestedAt: Date;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt: Date | null;

  @Column('timestamptz', { name: 'undone_at', nullable: true })
  undoneAt: Date | null;

  /** The operator who undid it. */
  @Column('char', { name: 'undone_by', length: 8, nullable: true })
  undoneBy: string | null;
}
