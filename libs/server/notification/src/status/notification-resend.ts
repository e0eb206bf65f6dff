import { Injectable } from '@nestjs/common';
import { AppError, SecretDeriver } from '@daiko/server-platform';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { DispatchService, type DueNotification } from '../outbox/dispatch.service';
import type { Template } from '../outbox/notification.entity';

/** A message that goes out again. */
export interface ResentNotification extends DueNotification {
  template: Template;
  /** The customer who gets the message; null if the receiver is not on file. */
  customerId: string | null;
}

/** A decoy goes nowhere, so operators do not have to know of it. */
export const IS_DECOY = `(message.template = 'pin' AND message.contact_point_id IS NULL)`;

/**
 * The deadline has not passed, and the link is neither used nor replaced. If the message brings a secret, its contact
 * still belongs to the customer.
 */
const IS_GOOD = `(
  message.not_after > now() AND NOT ${IS_DECOY}
  AND NOT EXISTS (SELECT FROM mail_link AS link WHERE link.id = message.mail_link_id
                     AND (link.used_at IS NOT NULL OR link.superseded_at IS NOT NULL))
  AND NOT EXISTS (SELECT FROM contact_point AS contact WHERE contact.id = message.contact_point_id
                     AND contact.retired_at IS NOT NULL AND (message.template = 'pin' OR message.mail_link_id IS NOT NULL)))`;

/** The message has failed for good, or it is a mail that was handed over a minute ago and gets no further reports. */
const IS_OVER = `(
  message.resent_at IS NULL
  AND (message.state = 'failed'
    OR message.channel = 'email' AND message.state = 'sent' AND message.sent_at < now() - interval '1 minute'))`;

/** Condition for messages that an operator may send again; `message` is the row. */
export const MAY_RESEND = `(${IS_GOOD} AND (message.state = 'retry' OR ${IS_OVER}))`;

/**
 * 再送 of a message by an operator, with the same PIN, the same link and the same deadline. A decoy is never sent
 * again, and no message is sent again after its deadline.
 */
@Injectable()
export class NotificationResend {
  constructor(
    private readonly dispatch: DispatchService,
    private readonly deriver: SecretDeriver,
  ) {}

  /**
   * A message that waits for its next attempt becomes due now. A finished message goes out as a new row: reports
   * about the earlier call or SMS do not change the new row, the history stays, and the limits count the new row.
   * @throws AppError `notification.unknown` (decoys included), `notification.not_resendable`
   */
  async resend(tx: EntityManager, id: string): Promise<ResentNotification> {
    const [known] = await tx.query<{ keyId: string }[]>(
      `SELECT key_id AS "keyId" FROM notification AS message WHERE id = $1 AND NOT ${IS_DECOY}`,
      [id],
    );
    if (known === undefined) throw new AppError('notification.unknown');
    const resent = (await this.hasten(tx, id)) ?? (await this.repeat(tx, id, known.keyId));
    if (resent === undefined) throw new AppError('notification.not_resendable');
    this.dispatch.afterCommit(tx, resent);
    return resent;
  }

  private async hasten(tx: EntityManager, id: string): Promise<ResentNotification | undefined> {
    const [rows] = await tx.query<[ResentNotification[], number]>(UPDATE_DUE_NOW, [id]);
    return rows[0];
  }

  private async repeat(
    tx: EntityManager,
    id: string,
    keyId: string,
  ): Promise<ResentNotification | undefined> {
    const newId = randomUUID();
    const [row] = await tx.query<ResentNotification[]>(INSERT_REPETITION, [
      id,
      newId,
      this.deriver.reference(keyId, newId),
    ]);
    if (row !== undefined) for (const follow of FOLLOW_REPETITION) await tx.query(follow, [id, newId]);
    return row;
  }
}

// From now on the repetition is awaited instead of the message: by the page of a run or of a consolidation, and by
// the login that a dealer began. This login is no longer marked as undelivered, unless the repetition is refused too.
const FOLLOW_REPETITION = [
  'UPDATE pin_challenge SET mail_notification_id = $2 WHERE mail_notification_id = $1',
  'UPDATE credential SET setup_notification_id = $2, undelivered_at = NULL WHERE setup_notification_id = $1',
  'UPDATE consolidation SET notification_id = $2 WHERE notification_id = $1',
];

const UPDATE_DUE_NOW = `
  UPDATE notification AS message SET due_at = now(), generation = generation + 1, enqueued_at = now()
   WHERE id = $1 AND state = 'retry' AND ${IS_GOOD}
  RETURNING id, channel, template, customer_id AS "customerId", generation`;

const COPIED = `template, channel, customer_id, about_customer_id, contact_point_id, mail_link_id, challenge_id,
  destination_id, destination_key, key_id, nonce, pin_issue, not_after`;
const INSERT_REPETITION = `
  WITH over AS (
    UPDATE notification AS message SET resent_at = now() WHERE id = $1 AND ${IS_GOOD} AND ${IS_OVER} RETURNING *)
  INSERT INTO notification (id, reference, ${COPIED}) SELECT $2, $3, ${COPIED} FROM over
  RETURNING id, channel, template, customer_id AS "customerId", generation`;
