import { Injectable } from '@nestjs/common';
import type { Channel } from '@daiko/contracts';
import { DataSource } from 'typeorm';
import type { Outcome } from '../channel/channel';
import type { SlotName } from '../channel/slot';

/** The right of one worker to send one message for a limited time. */
export interface Claim {
  id: string;
  channel: Channel;
  fence: number;
  attempt: number;
  /**
   * An earlier claim ran out, so a provider may already have taken the message. Ask the provider before sending
   * again.
   */
  isOutcomeUnknown: boolean;
  /** The provider that had the message in the earlier claim. */
  slot: SlotName;
  /** The message has no real destination. */
  isDecoy: boolean;
}

/** It is longer than the longest call to a provider, so no other worker begins while one is still calling. */
const LEASE = "interval '20 seconds'";

/**
 * All writes of a worker about a message. Each is a single statement that uses the database's clock, so a worker that
 * loses a race changes nothing.
 */
@Injectable()
export class NotificationStore {
  constructor(private readonly db: DataSource) {}

  /** Claims the message for this worker; undefined when it is already claimed, done, not due or too late. */
  async claim(id: string): Promise<Claim | undefined> {
    const [rows] = await this.db.query<[Claim[], number]>(
      `WITH before AS (SELECT id, state, provider_slot FROM notification WHERE id = $1 FOR UPDATE)
       UPDATE notification AS message
          SET state = 'sending', attempt = message.attempt + 1, fence = message.fence + 1,
              lease_until = now() + ${LEASE}, sending_at = COALESCE(message.sending_at, now())
         FROM before
        WHERE message.id = before.id AND message.not_after > now()
          AND (message.state IN ('pending', 'retry') AND message.due_at <= now()
            OR message.state = 'sending' AND message.lease_until < now())
       RETURNING message.id, message.channel, message.fence, message.attempt, before.state = 'sending' AS "isOutcomeUnknown",
         COALESCE(before.provider_slot, 'first') AS slot,
         message.template = 'pin' AND message.contact_point_id IS NULL AS "isDecoy"`,
      [id],
    );
    return rows[0];
  }

  /** Writes `expired` when the deadline has passed and no worker holds the message. */
  async expire(id: string): Promise<void> {
    await this.db.query(
      `UPDATE notification SET ${EXPIRED}
        WHERE id = $1 AND not_after <= now()
          AND (state IN ('pending', 'retry') OR state = 'sending' AND lease_until < now())`,
      [id],
    );
  }

  /**
   * Checks right before the provider is called whether the claim is still ours and time is left. One statement checks
   * both and gives the call a full lease, so no other worker can take the message during the call.
   * @returns whole seconds until the deadline; undefined when the provider must not be called
   */
  async renew({ id, fence }: Claim, slot: SlotName): Promise<number | undefined> {
    const [rows] = await this.db.query<[{ secondsLeft: number }[], number]>(
      `UPDATE notification SET lease_until = now() + ${LEASE}, provider_slot = $3
        WHERE id = $1 AND fence = $2 AND state = 'sending' AND lease_until > now() AND not_after > now()
       RETURNING floor(extract(epoch FROM not_after - now()))::int AS "secondsLeft"`,
      [id, fence, slot],
    );
    return rows[0]?.secondsLeft;
  }

  /** Gives up a claimed message whose deadline has passed, or that is no longer needed. */
  async abandon({ id, fence }: Claim, reason: 'late' | 'moot'): Promise<void> {
    await this.db.query(
      `UPDATE notification SET ${EXPIRED}
        WHERE id = $1 AND fence = $2 AND state = 'sending' AND lease_until > now() AND ($3 OR not_after <= now())`,
      [id, fence, reason === 'moot'],
    );
  }

  /**
   * Writes the outcome of the call, unless the claim was lost in the meantime.
   * @param gap seconds until the next attempt, if there is one
   */
  async record({ id, fence }: Claim, outcome: Outcome, gap: number): Promise<void> {
    const held = `WHERE id = $1 AND fence = $2 AND state = 'sending'`;
    switch (outcome.kind) {
      case 'accepted':
        // A mail server that takes a mail knows the mailbox. For a number, only the delivery report shows that it
        // works.
        await this.db.query(
          `WITH accepted AS (
             UPDATE notification SET state = 'sent', sent_at = now(), lease_until = NULL,
               provider_id = COALESCE(provider_id, $3), provider_code = NULL ${held} RETURNING contact_point_id, channel)
           UPDATE contact_point SET failed_at = NULL FROM accepted
            WHERE contact_point.id = contact_point_id AND channel = 'email' AND contact_point.failed_at IS NOT NULL`,
          [id, fence, outcome.providerId],
        );
        return;
      case 'refused':
        await this.db.query(
          `WITH refused AS (
             UPDATE notification SET state = 'failed', failed_at = now(), lease_until = NULL, failure = $3,
               provider_code = $4 ${held} RETURNING id, contact_point_id, failure),
           invited AS (
             UPDATE credential SET undelivered_at = now() FROM refused
              WHERE setup_notification_id = refused.id AND failure IN ('unreachable', 'mailbox_refused'))
           UPDATE contact_point SET failed_at = now() FROM refused
            WHERE contact_point.id = contact_point_id AND failure IN ('unreachable', 'mailbox_refused')`,
          [id, fence, outcome.failure, outcome.providerCode],
        );
        return;
      case 'later':
        await this.db.query(
          `UPDATE notification SET state = 'retry', lease_until = NULL, due_at = now() + make_interval(secs => $3::float8),
             provider_code = $4 ${held}`,
          [id, fence, gap, outcome.providerCode],
        );
        return;
      case 'unknown':
        // The message stays claimed. The worker that takes it after the lease has to ask the provider first, and must
        // not do so before the provider can know the answer.
        await this.db.query(
          `UPDATE notification SET lease_until = now() + make_interval(secs => LEAST(GREATEST($3::float8, 5), 30)), provider_code = $4 ${held}`,
          [id, fence, gap, outcome.providerCode],
        );
    }
  }
}

const EXPIRED = `state = 'expired', failure = 'deadline_passed', failed_at = now(), lease_until = NULL`;
