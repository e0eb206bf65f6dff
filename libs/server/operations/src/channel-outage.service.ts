import { Injectable } from '@nestjs/common';
import type { Channel, OpenOutageRequest } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { ChannelOutages } from '@daiko/server-notification';
import { DataSource } from 'typeorm';

/** 停止 and 再開 of a channel. */
@Injectable()
export class ChannelOutageService {
  constructor(
    private readonly db: DataSource,
    private readonly outages: ChannelOutages,
    private readonly audit: AuditTrail,
  ) {}

  /** @param by お客様ID of the operator. @throws AppError `outage.open` */
  async begin(request: OpenOutageRequest, by: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.outages.begin(tx, request, by);
      await this.note(tx, by, { act: 'outage.begun', ...request });
    });
  }

  /** @param by お客様ID of the operator. @throws AppError `outage.unknown` */
  async end(channel: Channel, by: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.outages.end(tx, channel, by);
      await this.note(tx, by, { act: 'outage.ended', channel });
    });
  }

  private note(tx: Parameters<AuditTrail['record']>[0], actor: string, detail: Record<string, string>) {
    return this.audit.record(tx, { event: 'operations.changed', actor, detail });
  }
}
