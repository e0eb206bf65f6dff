import { Injectable } from '@nestjs/common';
import type { Channel } from '@daiko/contracts';
import { AppError } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';

/** A channel that operators switched off, and the reason that all users can read. */
export interface ChannelOutage {
  channel: Channel;
  reason: string;
}

/**
 * Channels that are hidden from 通知先選択. Messages that were accepted before are still sent until their deadline
 * (docs/adr): a user who waits for one is offered another channel after 45 seconds anyway.
 */
@Injectable()
export class ChannelOutages {
  constructor(private readonly db: DataSource) {}

  /** @param manager of the caller's transaction, if there is one */
  async current(manager: EntityManager = this.db.manager): Promise<ChannelOutage[]> {
    return manager.query<ChannelOutage[]>(
      'SELECT channel, reason FROM channel_outage WHERE ended_at IS NULL ORDER BY began_at, channel',
    );
  }

  /**
   * Switches a channel off. When two operators do this at the same time, the second one gets an error.
   * @param by お客様ID of the operator
   * @throws AppError `outage.open`
   */
  async begin(tx: EntityManager, { channel, reason }: ChannelOutage, by: string): Promise<void> {
    const begun = await tx.query<unknown[]>(
      `INSERT INTO channel_outage (channel, reason, began_by) VALUES ($1, $2, $3)
       ON CONFLICT (channel) WHERE ended_at IS NULL DO NOTHING RETURNING 1`,
      [channel, reason, by],
    );
    if (begun.length === 0) throw new AppError('outage.open');
  }

  /** @param by お客様ID of the operator. @throws AppError `outage.unknown` when the channel is not switched off */
  async end(tx: EntityManager, channel: Channel, by: string): Promise<void> {
    const [ended] = await tx.query<[unknown[], number]>(
      `UPDATE channel_outage SET ended_at = now(), ended_by = $2
        WHERE channel = $1 AND ended_at IS NULL RETURNING 1`,
      [channel, by],
    );
    if (ended.length === 0) throw new AppError('outage.unknown');
  }
}
