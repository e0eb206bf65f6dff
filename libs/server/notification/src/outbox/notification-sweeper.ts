import { Injectable, Logger } from '@nestjs/common';
import { CHANNELS, type Channel } from '@daiko/contracts';
import { Queues } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { DELIVERY_QUEUES, deliveryJob } from '../delivery/delivery-job';

interface Swept {
  id: string;
  channel: Channel;
  generation: number;
}

/**
 * Seconds after which one of the waiting messages tries a failing provider, however long the gap of that message is.
 */
const PROBE_GAP_SECONDS = 15;
/** Most messages that one round queues again. It limits the work of one round after a long outage. */
const BATCH = 500;

/**
 * Queues every message that should be in the queue and may be missing there: after a failed dispatch, a lost job, a retry
 * that is due, or a claim that ran out. Any number of sweepers may run: an extra job finds nothing to claim.
 */
@Injectable()
export class NotificationSweeper {
  private readonly logger = new Logger(NotificationSweeper.name);

  constructor(
    private readonly db: DataSource,
    private readonly queues: Queues,
  ) {}

  /** Runs one round. Rejects when the database or the queue is down; the next round does the rest. */
  async sweep(): Promise<void> {
    await this.db.query(UPDATE_EXPIRED);
    await this.db.query(UPDATE_PROBED, [PROBE_GAP_SECONDS]);
    const [swept] = await this.db.query<[Swept[], number]>(UPDATE_REQUEUED, [BATCH]);
    for (const channel of CHANNELS) {
      const jobs = swept
        .filter((row) => row.channel === channel)
        .map(({ id, generation }) => deliveryJob(id, generation));
      if (jobs.length > 0) await this.queues.add(DELIVERY_QUEUES[channel], jobs);
    }
    if (swept.length > 0) this.logger.log({ event: 'messages queued again', count: swept.length });
  }
}

// No message goes out after its deadline. The state says so, and no user keeps waiting for it.
const UPDATE_EXPIRED = `
  UPDATE notification SET state = 'expired', failure = 'deadline_passed', failed_at = now(), lease_until = NULL
   WHERE not_after <= now()
     AND (state IN ('pending', 'retry') OR state = 'sending' AND lease_until < now())`;

// The oldest waiting message goes first. When the provider takes it, all others follow immediately (ProviderSlots).
const UPDATE_PROBED = `
  WITH failing AS (
    UPDATE provider_slot SET woken_at = now()
     WHERE failures > 0 AND (woken_at IS NULL OR woken_at <= now() - make_interval(secs => $1))
    RETURNING channel)
  UPDATE notification SET due_at = now()
    FROM failing, LATERAL (
      SELECT id FROM notification AS waiting
       WHERE waiting.channel = failing.channel AND state = 'retry' AND due_at > now() AND not_after > now()
       ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) AS oldest
   WHERE notification.id = oldest.id`;

// `ripe_at` is the time since when a worker should have taken the message. A message that is dispatched after its commit gets
// one more second for that; a message that only the sweeper queues gets none. A job that the sweeper added counts as
// lost after 5 s, then 10, 15 … 30: with a backlog the jobs are late but not lost, and many copies would not help.
const UPDATE_REQUEUED = `
  UPDATE notification SET generation = generation + 1, enqueued_at = now()
   WHERE id IN (
     SELECT id FROM notification, LATERAL (SELECT COALESCE(lease_until, due_at) AS ripe_at) AS ripe
      WHERE state IN ('pending', 'sending', 'retry')
        AND ripe_at <= now() - CASE WHEN state = 'pending' THEN interval '1 second' ELSE interval '0' END
        AND (enqueued_at IS NULL OR enqueued_at < ripe_at
          OR enqueued_at < now() - make_interval(secs => LEAST(5 * GREATEST(generation, 1), 30)))
      ORDER BY due_at LIMIT $1 FOR UPDATE OF notification SKIP LOCKED)
  RETURNING id, channel, generation`;
