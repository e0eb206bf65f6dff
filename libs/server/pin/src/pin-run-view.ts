import { Injectable } from '@nestjs/common';
import type { Delivery, PinRun, PinRunState } from '@daiko/contracts';
import { deliveryView, HelpDeskService, Notification } from '@daiko/server-notification';
import { AppConfig } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import type { PinChallenge } from './pin-challenge.entity';
import { GuessLimit } from './guess.limit';
import { RecoveryLimit } from './recovery.limit';
import { RunDestinations } from './run-destinations';

/** A run as its page shows it. */
@Injectable()
export class PinRunView {
  constructor(
    private readonly db: DataSource,
    private readonly destinations: RunDestinations,
    private readonly recoveryLimit: RecoveryLimit,
    private readonly guessLimit: GuessLimit,
    private readonly config: AppConfig,
    private readonly helpDesk: HelpDeskService,
  ) {}

  async of(challenge: PinChallenge): Promise<PinRun> {
    const { PIN_MAX_ATTEMPTS, PIN_MAX_SENDS } = this.config.values;
    const { callers, mailDomain } = this.helpDesk.publicContact();
    const now = await this.now();
    const closed = await this.recoveryLimit.closed(challenge.subject);
    return {
      purpose: challenge.purpose,
      state: stateOf(challenge, now, PIN_MAX_ATTEMPTS),
      now: now.toISOString(),
      endsAt: challenge.endsAt.toISOString(),
      callers,
      mailDomain,
      ...(await this.destinations.masked(challenge)),
      attemptsLeft: Math.max(0, PIN_MAX_ATTEMPTS - challenge.attempts),
      sendsLeft: Math.max(0, PIN_MAX_SENDS - challenge.issues),
      pin: await this.pinOf(challenge, now),
      mail: await this.mailOf(challenge, now),
      workRequired: await this.guessLimit.demandsWork(),
      closure: closed && { until: closed.until?.toISOString() ?? null },
    };
  }

  /**
   * Milliseconds until the next step of one of the run's messages becomes visible that the given look did not show;
   * null when no such step is known.
   * @param since the `now` of that look. Steps are counted from the look and not from the current time, because the
   * steps of a second that began between the two would otherwise never be shown.
   */
  async untilNextStep(challengeId: string, since: string): Promise<number | null> {
    const [row] = await this.db.query<{ ms: number | null }[]>(SELECT_NEXT_STEP, [challengeId, since]);
    return row?.ms ?? null;
  }

  private async now(): Promise<Date> {
    const [row] = await this.db.query<{ now: Date }[]>('SELECT now()');
    if (row === undefined) throw new Error('SELECT now() returned no row');
    return row.now;
  }

  private async pinOf(challenge: PinChallenge, now: Date): Promise<PinRun['pin']> {
    if (challenge.pinExpiresAt === null) return null;
    const sent = await this.db.manager.findOneOrFail(Notification, {
      where: { challengeId: challenge.id, template: 'pin', pinIssue: challenge.issues },
      // The newest message, because operators may have had one PIN sent again.
      order: { createdAt: 'DESC' },
    });
    return {
      destinationId: sent.destinationId ?? '',
      channel: sent.channel,
      sentTo: await this.destinations.labelOf(challenge, sent.destinationId),
      expiresAt: challenge.pinExpiresAt.toISOString(),
      reference: sent.reference,
      issues: challenge.issues,
      delivery: deliveryView(sent, now),
    };
  }

  private async mailOf(challenge: PinChallenge, now: Date): Promise<PinRun['mail']> {
    const { mailNotificationId, mailToMasked, mailExpiresAt } = challenge;
    if (mailNotificationId === null || mailToMasked === null || mailExpiresAt === null) return null;
    const sent = await this.db.manager.findOneByOrFail(Notification, { id: mailNotificationId });
    const delivery: Delivery = deliveryView(sent, now);
    return {
      sentTo: mailToMasked,
      expiresAt: mailExpiresAt.toISOString(),
      reference: sent.reference,
      delivery,
    };
  }
}

/** The state of a run. The conditions are checked in reverse order of the run, from its end to its beginning. */
export function stateOf(challenge: PinChallenge, now: Date, maxAttempts: number): PinRunState {
  if (challenge.doneAt !== null) return 'done';
  if (challenge.endedAt !== null) return 'ended';
  if (challenge.mailExpiresAt !== null) return challenge.mailExpiresAt <= now ? 'ended' : 'mail_sent';
  if (challenge.attempts >= maxAttempts) return 'locked';
  if (challenge.endsAt <= now) return 'ended';
  return pinStateOf(challenge.pinExpiresAt, now);
}

function pinStateOf(pinExpiresAt: Date | null, now: Date): PinRunState {
  if (pinExpiresAt === null) return 'choosing';
  return pinExpiresAt <= now ? 'expired' : 'waiting';
}

// A step becomes visible at the first whole second after its time.
const SELECT_NEXT_STEP = `
  SELECT ceil(1000 * (ceil(extract(epoch FROM min(at))) - extract(epoch FROM clock_timestamp())))::int AS ms
    FROM notification, unnest(ARRAY[sending_at, sent_at, ringing_at, answered_at, delivered_at, failed_at]) AS at
   WHERE challenge_id = $1 AND at > date_trunc('second', $2::timestamptz)`;
