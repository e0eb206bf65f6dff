import { Injectable, Logger } from '@nestjs/common';
import { CHANNELS } from '@daiko/contracts';
import { Queues, SecretDeriver } from '@daiko/server-platform';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { DELIVERY_QUEUES, deliveryJob } from '../delivery/delivery-job';
import type { NotificationMessage, RecordedNotification } from './notification-message';
import { outboxRows, type OutboxRow } from './outbox-rows';

/** Every message of the system begins here, as a row in the transaction of the change that it reports. */
@Injectable()
export class NotificationOutbox {
  private readonly logger = new Logger(NotificationOutbox.name);

  constructor(
    private readonly queues: Queues,
    private readonly deriver: SecretDeriver,
  ) {}

  /**
   * Records a message. It goes out if, and only if, the transaction commits. A new PIN stops the older PINs of its
   * challenge from being sent. @returns one entry per destination; pass them to `kick` after the commit
   */
  async enqueue(tx: EntityManager, message: NotificationMessage): Promise<RecordedNotification[]> {
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

  /**
   * Puts recorded messages into the queue, after the commit. It never rejects: if a message cannot be added, the
   * sweeper adds it within a second or two.
   */
  async kick(recorded: readonly RecordedNotification[]): Promise<void> {
    const additions = CHANNELS.map(async (channel) => {
      const jobs = recorded.filter((row) => row.channel === channel).map(({ id }) => deliveryJob(id, 0));
      if (jobs.length > 0) await this.queues.add(DELIVERY_QUEUES[channel], jobs);
    });
    const results = await Promise.allSettled(additions);
    const failed = results.filter(({ status }) => status === 'rejected').length;
    if (failed > 0) this.logger.warn({ event: 'kick failed; left to the sweeper', queues: failed });
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
