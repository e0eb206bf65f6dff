import { Injectable } from '@nestjs/common';
import { AppError, SecretDeriver } from '@daiko/server-platform';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { DispatchService, type DueNotification } from '../outbox/dispatch.service';
import type { Template } from '../outbox/notification.entity';

/** A message that goes out once more. */
export interface ResentNotification extends DueNotification {
  template: Template;
  /** Whom it goes to; null where that is nobody on file. */
  customerId: string | null;
}

/** Goes nowhere: no operator has to know of it. */
export const IS_DECOY = `(message.template = 'pin' AND message.contact_point_id IS NULL)`;

/** Before its deadline; its link neither used nor replaced; its contact still the customer's, where a secret goes there. */
const IS_GOOD = `(
  message.not_after > now() AND NOT ${IS_DECOY}
  AND NOT EXISTS (SELECT FROM mail_link AS link WHERE link.id = message.mail_link_id
                     AND (link.used_at IS NOT NULL OR link.superseded_at IS NOT NULL))
  AND NOT EXISTS (SELECT FROM contact_point AS contact WHERE contact.id = message.contact_point_id
                     AND contact.retired_at IS NOT NULL AND (message.template = 'pin' OR message.mail_link_id IS NOT NULL)))`;

/** It failed for good, or is a mail of which no more will be known than that it was handed over, a minute ago. */
const IS_OVER = `(
  message.resent_at IS NULL
  AND (message.state = 'failed'
    OR message.channel = 'email' AND message.state = 'sent' AND message.sent_at < now() - interval '1 minute'))`;

/** What an operator may send again; `message` is the row. */
export const MAY_RESEND = `(${IS_GOOD} AND (message.state = 'retry' OR ${IS_OVER}))`;

/** 再送 of a message by an operator: same PIN, same link, same deadline. Never a decoy, never after the deadline. */
@Injectable()
export class NotificationResend {
  constructor(
    private readonly dispatch: DispatchService,
    private readonly deriver: SecretDeriver,
  ) {}

  /**
   * One that waits for its next attempt is due now. One that is over goes out as a new row: reports about the earlier
   * call or SMS are not about it, the history stays, and the limits count it.
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

// Whoever waits for a message waits for its repetition from now on: the page of a run or of a consolidation, and the login that a dealer began,
// which is undelivered no more until the repetition is refused too.
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
