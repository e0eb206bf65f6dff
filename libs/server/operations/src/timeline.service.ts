import { Injectable } from '@nestjs/common';
import type { AuditTimeline } from '@daiko/contracts';
import { AuditTrail, timelineOf } from '@daiko/server-audit';
import { DataSource } from 'typeorm';

/** Reads the audit trail of one customer; who reads it is in it. */
@Injectable()
export class TimelineService {
  constructor(
    private readonly db: DataSource,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * @param operator お客様ID of who reads
   * @param before `next` of the page before
   */
  async show(operator: string, customerId: string, before?: string): Promise<AuditTimeline> {
    return this.db.transaction(async (tx) => {
      const timeline = await timelineOf(tx, customerId, before);
      await this.trail.record(tx, { event: 'audit.read', actor: operator, subject: customerId });
      return timeline;
    });
  }
}
