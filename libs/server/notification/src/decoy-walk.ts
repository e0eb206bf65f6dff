import { Injectable } from '@nestjs/common';
import type { Channel } from '@daiko/contracts';
import { Queues } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { CostBrake } from './cost-brake';
import { BRAKED_PACE, PACE_STEPS, USUAL_PACE, decoySteps, type Pace } from './decoy-pace';
import { DELIVERY_QUEUES, deliveryJob } from './delivery-job';
import type { Claim } from './notification-ledger';

/** The next step of a decoy: after how many milliseconds; null when there is none. */
interface NextStep {
  id: string;
  channel: Channel;
  generation: number;
  after: number | null;
}

/**
 * Lets decoys walk as real messages do. A page that waits for a message nobody gets must look like one that waits for a
 * message somebody gets, failures included: so a decoy follows one of the last real messages of its channel.
 */
@Injectable()
export class DecoyWalk {
  constructor(
    private readonly db: DataSource,
    private readonly queues: Queues,
    private readonly brake: CostBrake,
  ) {}

  /** Decides what a claimed decoy will pretend, and queues its first step. */
  async begin({ id, fence, channel }: Claim): Promise<void> {
    const [recent] = await this.db.query<Pace[]>(RECENT, [channel]);
    const pace = (await this.brake.isSpent(channel)) ? BRAKED_PACE : (recent ?? USUAL_PACE[channel]);
    const steps = decoySteps(pace, Math.random);
    const [rows] = await this.db.query<[NextStep[], number]>(
      `UPDATE notification SET decoy_steps = $3, lease_until = NULL, due_at = now() + make_interval(secs => $4::float8),
              generation = generation + 1, enqueued_at = now()
        WHERE id = $1 AND fence = $2 AND state = 'sending'
       RETURNING id, channel, generation, (decoy_steps -> 0 ->> 'after')::int AS after`,
      [id, fence, JSON.stringify(steps), (steps[0]?.after ?? 0) / 1_000],
    );
    await this.queue(rows);
  }

  /** Takes the next step of a decoy if it is due, and queues the one after. Does nothing to any other message. */
  async advance(id: string): Promise<void> {
    const [rows] = await this.db.query<[NextStep[], number]>(ADVANCE, [id]);
    await this.queue(rows);
  }

  private async queue(rows: readonly NextStep[]): Promise<void> {
    for (const { id, channel, generation, after } of rows) {
      if (after === null) continue;
      await this.queues.add(DELIVERY_QUEUES[channel], [deliveryJob(id, generation, after)]);
    }
  }
}

const sinceFirstTry = (step: string) =>
  `(extract(epoch FROM ${step}_at - sending_at) * 1000)::int AS ${step}`;

// Mails are over when they are sent, the others when they arrived or failed.
const RECENT = `
  SELECT * FROM (
    SELECT ${PACE_STEPS.map(sinceFirstTry).join(', ')}, failure
      FROM notification
     WHERE channel = $1 AND template = 'pin' AND contact_point_id IS NOT NULL
       AND sending_at > now() - interval '7 days'
       AND (state IN ('delivered', 'failed') OR channel = 'email' AND state = 'sent')
     ORDER BY created_at DESC LIMIT 50) AS latest
   ORDER BY random() LIMIT 1`;

// Timers of the queue run on this machine's clock: a step that is a moment early on the database's is due all the same.
const ADVANCE = `
  WITH due AS (
    SELECT id, decoy_steps -> 0 ->> 'step' AS step, decoy_steps -> 0 ->> 'failure' AS reason,
           (decoy_steps -> 1 ->> 'after')::int AS after
      FROM notification
     WHERE id = $1 AND decoy_steps IS NOT NULL AND due_at <= now() + interval '20 milliseconds' FOR UPDATE)
  UPDATE notification AS decoy
     SET state = CASE WHEN step IN ('delivered', 'failed') THEN step ELSE 'sent' END,
         failure = reason,
         sent_at = CASE WHEN step = 'sent' THEN now() ELSE sent_at END,
         ringing_at = CASE WHEN step = 'ringing' THEN now() ELSE ringing_at END,
         answered_at = CASE WHEN step = 'answered' THEN now() ELSE answered_at END,
         delivered_at = CASE WHEN step = 'delivered' THEN now() ELSE delivered_at END,
         failed_at = CASE WHEN step = 'failed' THEN now() ELSE failed_at END,
         decoy_steps = CASE WHEN after IS NOT NULL THEN decoy_steps - 0 END,
         due_at = now() + make_interval(secs => COALESCE(after, 0) / 1000.0),
         generation = generation + 1,
         enqueued_at = now()
    FROM due WHERE decoy.id = due.id
  RETURNING decoy.id, channel, generation, after`;
