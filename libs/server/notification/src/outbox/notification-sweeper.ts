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

/** A provider that fails is tried by one of the waiting messages after so many seconds, however long their own gaps are. */
const PROBE_GAP_SECONDS = 15;
/** Messages re-queued per round: bounds the work of one round after a long outage. */
const BATCH = 500;

/**
 * Puts into the queue whatever should be there and may not be: messages that could not be dispatched, jobs that were lost, retries that are
 * due, claims that ran out. Any number of sweepers may run; a job too many finds nothing to claim.
 */
@Injectable()
export class NotificationSweeper {
  private readonly logger = new Logger(NotificationSweeper.name);

  constructor(
    private readonly db: DataSource,
    private readonly queues: Queues,
  ) {}

  /** One round. Rejects when database or queue is away; the next round makes up for it. */
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

// Nothing goes out after its deadline, and nobody is left waiting for it.
const UPDATE_EXPIRED = `
  UPDATE notification SET state = 'expired', failure = 'deadline_passed', failed_at = now(), lease_until = NULL
   WHERE not_after <= now()
     AND (state IN ('pending', 'retry') OR state = 'sending' AND lease_until < now())`;

// The oldest one that waits goes first. When it is taken, all others follow at once (ProviderSlots).
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

// Ripe: since when somebody should have taken it. What is dispatched after its commit gets a second for it; what only we
// bring, none. A job that we added ourselves is given up for lost after 5 s, then 10, 15 … 30: with a backlog
// the jobs are not lost but late, and a flood of copies would not help.
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
