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

/** Messages asked about per round. */
const BATCH = 20;

/**
 * Asks the provider about messages of which it should have reported by now. A report that finds nobody is lost: a call
 * that was answered while we were away would be shown as under way for ever, though its receiver heard an error.
 */
@Injectable()
export class ReportFollowUp {
  private readonly logger = new Logger(ReportFollowUp.name);

  constructor(
    private readonly db: DataSource,
    private readonly progress: DeliveryProgress,
    @Inject(CHANNELS_OUT) private readonly channels: Channels,
  ) {}

  /** One round; any number of workers may do it, each message is asked about by one. Rejects when the database is away. */
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

// Twenty seconds after the last thing that was heard, then after twice the time, and so on for a quarter of an hour:
// a carrier that never reports is not asked for ever.
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
