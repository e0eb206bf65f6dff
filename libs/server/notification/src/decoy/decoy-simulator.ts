import { Injectable } from '@nestjs/common';
import type { Channel } from '@daiko/contracts';
import { DataSource } from 'typeorm';
import { ProviderSlots } from '../channel/provider-slots';
import { SendBudget } from '../delivery/send-budget.limit';
import { LASTING_FAILURES, PACE_STEPS, USUAL_PACE, type Pace } from './decoy-pace';
import { DecoyTargets } from './decoy-target';
import { NotificationStore, type Claim } from '../outbox/notification.store';
import { retryGap } from '../delivery/retry-gap';

/**
 * Decides what the delivery of a decoy looks like. A page that waits for a decoy must look like a page that waits for
 * a real message, including failures. So a decoy is refused when the budget would refuse a real message, and it waits
 * while providers fail. Otherwise it gets the times of one of the last real messages. All times are written
 * immediately, because pages show a step only when its time has come.
 */
@Injectable()
export class DecoySimulator {
  constructor(
    private readonly db: DataSource,
    private readonly notifications: NotificationStore,
    private readonly slots: ProviderSlots,
    private readonly budget: SendBudget,
    private readonly targets: DecoyTargets,
  ) {}

  /** Writes the outcome of a claimed decoy. */
  async begin(claim: Claim): Promise<void> {
    const { id, channel, attempt } = claim;
    const target = await this.targets.of(id);
    // As for a real message, the budget is only checked before the first attempt.
    if (attempt === 1 && (await this.budget.wouldRefuse(channel, target)))
      return this.notifications.record(
        claim,
        { kind: 'refused', failure: 'provider_failed', providerCode: 'decoy' },
        0,
      );
    if (await this.slots.isFailing(channel))
      return this.notifications.record(
        claim,
        { kind: 'later', providerCode: 'decoy' },
        retryGap(attempt, Math.random),
      );
    await this.write(claim, await this.paceOf(id, channel, target.kind));
  }

  /**
   * A destination that was tried before has the same result: if it could not be reached, it is not reached this time.
   */
  private async paceOf(id: string, channel: Channel, kind: string | null): Promise<Pace> {
    const [before] = await this.db.query<Pace[]>(SELECT_BEFORE, [id]);
    if (before && LASTING_FAILURES.some((failure) => failure === before.failure)) return before;
    const excluded = before ? LASTING_FAILURES : [];
    const [recent] = await this.db.query<Pace[]>(SELECT_RECENT, [channel, kind, excluded]);
    return recent ?? USUAL_PACE[channel];
  }

  private async write({ id, fence, attempt }: Claim, pace: Pace): Promise<void> {
    const state = pace.failed !== null ? 'failed' : pace.delivered !== null ? 'delivered' : 'sent';
    const steps = PACE_STEPS.map((step) => pace[step]);
    await this.db.query(UPDATE_DECOY, [id, fence, state, pace.failure, attempt === 1, ...steps]);
  }
}

const sinceFirstTry = (step: string) =>
  `(extract(epoch FROM ${step}_at - sending_at) * 1000)::int AS ${step}`;
const PACE = `${PACE_STEPS.map(sinceFirstTry).join(', ')}, failure`;

// A mail is finished when it is sent. Other messages are finished when they are delivered or have failed.
const IS_OVER = `(state IN ('delivered', 'failed') OR channel = 'email' AND state = 'sent')`;

const SELECT_BEFORE = `
  SELECT ${PACE} FROM notification
   WHERE destination_key = (SELECT destination_key FROM notification WHERE id = $1) AND id <> $1
     AND template = 'pin' AND ${IS_OVER} AND sending_at > now() - interval '30 days'
   ORDER BY created_at DESC LIMIT 1`;

// One of the last fifty messages to the same kind of contact. Messages of the last quarter of an hour are preferred
// if there are enough, so that current problems also affect decoys. Messages that had to wait for a provider are left
// out, because decoys wait themselves.
const SELECT_RECENT = `
  WITH latest AS (
    SELECT notification.*, contact_point.kind
      FROM notification JOIN contact_point ON contact_point.id = contact_point_id
     WHERE channel = $1 AND template = 'pin' AND attempt = 1 AND ${IS_OVER}
       AND sending_at > now() - interval '7 days' AND NOT coalesce(failure = ANY ($3::text[]), false)
       AND coalesce(provider_code NOT LIKE 'brake%', true)
     ORDER BY notification.created_at DESC LIMIT 300
  ), counted AS (
    SELECT *, count(*) FILTER (WHERE is_late) OVER (PARTITION BY kind) AS lately
      FROM (SELECT *, kind = $2::text AS is_kind, created_at > now() - interval '15 minutes' AS is_late FROM latest) AS dated
  ), alike AS (
    SELECT * FROM counted
     ORDER BY is_kind DESC NULLS LAST, (lately >= 30 AND is_late) DESC, created_at DESC LIMIT 50
  )
  SELECT ${PACE} FROM alike ORDER BY random() LIMIT 1`;

const timeOf = (parameter: number) => `base + make_interval(secs => $${String(parameter)}::float8 / 1000)`;
const UPDATE_DECOY = `
  UPDATE notification SET state = $3, failure = $4, lease_until = NULL,
         ${PACE_STEPS.map((step, index) => `${step}_at = ${timeOf(index + 6)}`).join(', ')}
    FROM (SELECT CASE WHEN $5 THEN sending_at ELSE now() END AS base FROM notification WHERE id = $1) AS begun
   WHERE id = $1 AND fence = $2 AND state = 'sending'`;
