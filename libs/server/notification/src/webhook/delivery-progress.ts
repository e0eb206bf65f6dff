import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { field, type TwilioForm } from './twilio-form';
import { isMachine, readProgress, type Progress } from './twilio-status';

type Failure = Omit<Extract<Progress, { step: 'failed' }>, 'step'>;

/** The call was answered, but nothing was read out in it. */
const UNHEARD: Failure = { failure: 'provider_failed', providerCode: 'unheard' };

/** Twilio supposed that a machine had answered, and no key was pressed to show otherwise. */
const MACHINE: Failure = { failure: 'answering_machine', providerCode: 'machine' };

/**
 * Writes what Twilio reports. A signature has no date, so any report may come again, late, or in another order.
 * Therefore every statement only moves a message forward, and only accepts reports about the message's own call or
 * SMS.
 */
@Injectable()
export class DeliveryProgress {
  constructor(private readonly db: DataSource) {}

  /** @param form a signed request from Twilio; a report without news changes nothing */
  async record(notificationId: string, form: TwilioForm): Promise<void> {
    const progress = readProgress(form);
    const providerId = field(form, 'MessageSid') || field(form, 'CallSid');
    if (!progress || providerId === '') return;
    if (isMachine(form)) await this.db.query(UPDATE_MACHINE, [notificationId, providerId]);
    switch (progress.step) {
      case 'failed':
        return this.fail(notificationId, providerId, progress);
      case 'over':
        return this.callOver(notificationId, providerId);
      default:
        return this.advance(notificationId, providerId, progress.step);
    }
  }

  /**
   * An answered call was not necessarily heard: when Twilio could not ask us what to say, the call ended after an
   * error message. A message that was built but is not noted as handed over is left to `ReportFollowUp`, which asks
   * again later.
   */
  private async callOver(notificationId: string, providerId: string): Promise<void> {
    await this.advance(notificationId, providerId, 'delivered');
    await this.fail(notificationId, providerId, MACHINE, `${UNSPOKEN} AND machine_at IS NOT NULL`);
    await this.fail(notificationId, providerId, UNHEARD, UNSPOKEN);
  }

  private async advance(
    notificationId: string,
    providerId: string,
    step: Exclude<Progress['step'], 'failed' | 'over'>,
  ): Promise<void> {
    await this.db.query(
      `WITH reported AS (
         UPDATE notification SET provider_id = $2, lease_until = NULL, failure = NULL, failed_at = NULL,
           state = '${step === 'delivered' ? 'delivered' : 'sent'}', sent_at = COALESCE(sent_at, now())
           ${step === 'sent' ? '' : `, ${step}_at = now()`}
          WHERE id = $1 AND ${OWN} AND ${BEFORE[step]} RETURNING contact_point_id)
       UPDATE contact_point SET failed_at = NULL FROM reported
        WHERE contact_point.id = contact_point_id AND contact_point.failed_at IS NOT NULL AND $3`,
      [notificationId, providerId, step === 'delivered'],
    );
  }

  private async fail(
    notificationId: string,
    providerId: string,
    { failure, providerCode }: Failure,
    condition = 'true',
  ): Promise<void> {
    await this.db.query(
      `WITH reported AS (
         UPDATE notification SET provider_id = $2, lease_until = NULL, state = 'failed', failed_at = now(),
           failure = $3, provider_code = $4
          WHERE id = $1 AND ${OWN} AND ${OPEN} AND ${condition} RETURNING contact_point_id)
       UPDATE contact_point SET failed_at = now() FROM reported
        WHERE contact_point.id = contact_point_id AND $3 = 'unreachable'`,
      [notificationId, providerId, failure, providerCode],
    );
  }
}

// A report may arrive before the answer to the request that caused it. Then we learn the provider's id from the
// report.
const OWN = `(provider_id IS NULL OR provider_id = $2) AND contact_point_id IS NOT NULL AND attempt > 0`;

// A message that we gave up ourselves (`expired`) may turn out to have been sent. `failed` and `delivered` from
// Twilio are final.
const OPEN = `state NOT IN ('delivered', 'failed')`;
const BEFORE = {
  sent: `state IN ('sending', 'retry', 'expired')`,
  ringing: `${OPEN} AND ringing_at IS NULL AND answered_at IS NULL`,
  answered: `${OPEN} AND answered_at IS NULL`,
  delivered: `${OPEN} AND (channel <> 'voice' OR spoken_at IS NOT NULL)`,
} as const;
/**
 * `spoken_at` is written soon after the last byte of the message has left. If it is still missing after ten seconds,
 * the last byte never left.
 */
const UNSPOKEN = `spoken_at IS NULL
  AND (spoken_times = 0 OR COALESCE(answered_at, sent_at) < now() - interval '10 seconds')`;
const UPDATE_MACHINE = `
  UPDATE notification SET machine_at = now() WHERE id = $1 AND ${OWN} AND ${OPEN} AND machine_at IS NULL`;
