import { Injectable } from '@nestjs/common';
import { SecretDeriver } from '@daiko/server-platform';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { DispatchService } from './dispatch.service';
import type { NotificationMessage, RecordedNotification } from './notification-message';
import { outboxRows, type OutboxRow } from './outbox-rows';

/** Every message of the system begins here, as a row in the transaction of the change that it reports. */
@Injectable()
export class NotificationOutbox {
  constructor(
    private readonly dispatch: DispatchService,
    private readonly deriver: SecretDeriver,
  ) {}

  /**
   * Records a message. It goes out if, and only if, the transaction commits. A new PIN stops the older PINs of its
   * challenge from being sent. @returns one entry per destination
   */
  async enqueue(tx: EntityManager, message: NotificationMessage): Promise<RecordedNotification[]> {
    const recorded = await this.record(tx, message);
    for (const { id, channel } of recorded) this.dispatch.afterCommit(tx, { id, channel, generation: 0 });
    return recorded;
  }

  /** As `enqueue`, for a message whose time is set by the caller: the sweeper takes it when it is due. */
  async record(tx: EntityManager, message: NotificationMessage): Promise<RecordedNotification[]> {
    if (message.template === 'pin') await this.revoke(tx, message.challengeId);
    const recorded: RecordedNotification[] = [];
    for (const row of await outboxRows(tx, message)) recorded.push(await this.insert(tx, row));
    return recorded;
  }

  /** From now on no PIN of the challenge is sent or spoken, because it was used, locked, ended or replaced. */
  async revoke(tx: EntityManager, challengeId: string): Promise<void> {
    await tx.query(
      `UPDATE notification SET not_after = now()
        WHERE challenge_id = $1 AND template = 'pin' AND not_after > now()`,
      [challengeId],
    );
  }

  private async insert(tx: EntityManager, row: OutboxRow): Promise<RecordedNotification> {
    const id = randomUUID();
    const keyId = row.keyId ?? this.deriver.newestKeyId;
    const reference = this.deriver.reference(keyId, id);
    await tx.query(
      `INSERT INTO notification (id, template, channel, customer_id, about_customer_id, contact_point_id, mail_link_id,
         challenge_id, destination_id, destination_key, key_id, nonce, pin_issue, reference, not_after, session_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, COALESCE($15, now() + interval '${NOTICE_LIFE}'), $16)`,
      [
        id,
        row.template,
        row.channel,
        row.customerId,
        row.aboutCustomerId,
        row.contactPointId,
        row.mailLinkId,
        row.challengeId,
        row.destinationId,
        row.destinationKey,
        keyId,
        row.nonce,
        row.pinIssue,
        reference,
        row.notAfter,
        row.sessionId,
      ],
    );
    return { id, channel: row.channel, reference };
  }
}

/** How long a notice of a change may still be sent when it has no deadline of its own. */
const NOTICE_LIFE = '72 hours';
