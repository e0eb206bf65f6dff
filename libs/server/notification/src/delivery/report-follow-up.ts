import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Channel } from '@daiko/contracts';
import { DataSource } from 'typeorm';
import { CHANNELS_OUT, type Channels } from '../channel/channel';
import type { SlotName } from '../channel/slot';
import { DeliveryProgress } from '../webhook/delivery-progress';

interface Silent {
  id: string;
  channel: Channel;
  slot: SlotName;
  providerId: string;
}

/** Number of messages that one round asks about. */
const BATCH = 20;

/**
 * Asks the provider about messages whose reports are overdue. A report is lost when it does not reach us: a call that
 * was answered while our server was down would be shown as in progress forever, although its receiver heard an error.
 */
@Injectable()
export class ReportFollowUp {
  private readonly logger = new Logger(ReportFollowUp.name);

  constructor(
    private readonly db: DataSource,
    private readonly progress: DeliveryProgress,
    @Inject(CHANNELS_OUT) private readonly channels: Channels,
  ) {}

  /**
   * Runs one round. Any number of workers may do this; only one of them asks about each message. Rejects when the
   * database is down.
   */
  async look(): Promise<void> {
    const [silent] = await this.db.query<[Silent[], number]>(UPDATE_FOLLOWED, [BATCH]);
    await Promise.all(silent.map((message) => this.ask(message)));
  }

  private async ask({ id, channel, slot, providerId }: Silent): Promise<void> {
    const provider = this.channels[channel][slot];
    try {
      const report = await provider?.follow?.(providerId);
      if (report) await this.progress.record(id, report);
    } catch (error) {
      const { name } = error instanceof Error ? error : new Error();
      this.logger.warn({ event: 'no report to be had', notificationId: id, error: name });
    }
  }
}

// The first question comes twenty seconds after the last report, each further one after twice the time, for a quarter
// of an hour. So we do not ask forever about a carrier that never reports.
const UPDATE_FOLLOWED = `
  UPDATE notification SET followed_at = now()
   WHERE id IN (
     SELECT id FROM notification
      WHERE state = 'sent' AND channel IN ('voice', 'sms') AND provider_id IS NOT NULL
        AND contact_point_id IS NOT NULL AND sent_at > now() - interval '15 minutes'
        AND GREATEST(sent_at, ringing_at, answered_at) < now() - interval '20 seconds'
        AND (followed_at IS NULL OR now() - sent_at > 2 * (followed_at - sent_at))
      ORDER BY sent_at LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING id, channel, COALESCE(provider_slot, 'first') AS slot, provider_id AS "providerId"`;
