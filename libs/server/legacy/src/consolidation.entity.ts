import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** One going from several logins to one: asked for, done when the mail was answered, undone by an operator. */
@Entity('consolidation')
export class Consolidation {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('char', { name: 'customer_id', length: 8 })
  customerId: string;

  /** The login whose password was given; null where it was the customer's one login. */
  @Column('uuid', { name: 'legacy_login_id', nullable: true })
  legacyLoginId: string | null;

  /** The mailed round trip that it waits for; links are deleted sooner than this row. */
  @Column('uuid', { name: 'mail_link_id', nullable: true })
  mailLinkId: string | null;

  /** The mail with the link, or the one that tells somebody else of the try; messages are deleted sooner than this row. */
  @Column('uuid', { name: 'notification_id', nullable: true })
  notificationId: string | null;

  @Column('timestamptz', { name: 'requested_at', default: () => 'now()' })
  requestedAt: Date;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt: Date | null;

  @Column('timestamptz', { name: 'undone_at', nullable: true })
  undoneAt: Date | null;

  /** The operator. */
  @Column('char', { name: 'undone_by', length: 8, nullable: true })
  undoneBy: string | null;
}
